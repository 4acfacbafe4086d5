import uuid

from django.db import models

from tenants.models import Gemeente


class Gemeenteadres(models.Model):
    """The functional e-mail address of a gemeente without Kompas, where it hears of a Meetronde. Never a person's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.OneToOneField(Gemeente, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.UUIDField()

    class Meta:
        verbose_name_plural = "gemeenteadressen"

    def __str__(self) -> str:
        return f"{self.gemeente}: {self.email}"
