from django.db import models

from tenants.rows import TenantModel, TenantQuerySet

KEPT_YEARS = 2  # enforced by logboek_remove_old in the database, see tenants/migrations/0003


class GebeurtenisQuerySet(TenantQuerySet["Gebeurtenis"]):
    def in_order(self) -> "GebeurtenisQuerySet":
        """The newest first."""
        return self.order_by("-created_at", "-pk")


class Gebeurtenis(TenantModel):
    """That somebody did something, when and from where; never what was typed. Append-only by right."""

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField()
    action = models.CharField(max_length=80, help_text="Naam van het webadres, zie logboek/actions.py")
    object = models.CharField(max_length=120, blank=True, help_text="Code of nummer uit het webadres")
    status = models.PositiveSmallIntegerField(help_text="Van het antwoord (HTTP)")
    reference = models.CharField(max_length=9, help_text="Nummer van het verzoek, zie monitoring/context.py")
    network = models.CharField(max_length=43, blank=True, help_text="Het adres zonder het laatste deel")

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebeurtenissen"
        indexes = [models.Index(fields=["-created_at", "-id"], name="gebeurtenis_newest")]

    def __str__(self) -> str:
        return f"{self.action} {self.object}".strip()
