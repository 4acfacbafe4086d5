"""What a row needs to be saved on top of the version that was read. Both are abstract: this room has no tables."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q

# A value as JSON has it, which is what a revision keeps and what two versions are compared by.
Json = Any


def json_value(field: Any, value: Any) -> Json:
    """A value of `field` as a revision keeps it. Two values that are the same to the database are the same here."""
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    if isinstance(value, list):
        return [json_value(field, each) for each in value]
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


class Versioned(models.Model):
    """A row of which nobody overwrites what another saved. See docs/saving.md.

    `version` is 0 until somebody saves it, 1 after the first save. `updated_*` are of the last save.
    """

    FIELDS: ClassVar[tuple[str, ...]] = ()  # what a save writes and a revision keeps
    BOUND: ClassVar[tuple[tuple[str, ...], ...]] = ()  # fields that only make sense together, and merge as one

    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True

    def data(self) -> dict[str, Json]:
        """The fields of one save as JSON values."""
        fields: dict[str, Any] = {name: self._meta.get_field(name) for name in self.FIELDS}
        return {name: json_value(field, field.value_from_object(self)) for name, field in fields.items()}

    def take(self, data: dict[str, Json]) -> None:
        """Become what `data`, as `data()` gives it, says."""
        for name, value in data.items():
            field: Any = self._meta.get_field(name)
            setattr(self, field.attname, field.to_python(value))


class Revision(models.Model):
    """Every accepted save of the rows of one app, and every text that lost a race: nothing typed is ever gone.

    One concrete table per app, because each table counts 342 times; the role of a gemeente may only add to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40, help_text="Naam van het model, zoals antwoord")
    row = models.UUIDField(help_text="Van welke rij; die kan weg zijn")
    version = models.PositiveIntegerField(help_text="Die ermee ontstond; van wat verloor, die ervoor gold")
    accepted = models.BooleanField(default=True)
    data = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-version"]
        get_latest_by = "created_at"
        indexes = [models.Index(fields=["kind", "row", "-created_at"], name="%(class)s_of_row")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "row", "version"], condition=Q(accepted=True), name="%(class)s_version_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} versie {self.version}"


def revisions_of(model: type[Versioned]) -> type[Revision]:
    """The table of revisions in the app of `model`."""
    found = [each for each in apps.get_app_config(model._meta.app_label).get_models() if issubclass(each, Revision)]
    assert len(found) == 1, f"{model._meta.app_label} heeft {len(found)} tabellen met versies"
    return found[0]


def kind_of(model: type[Versioned] | Versioned) -> str:
    return str(model._meta.model_name)


def of_rows(rows: Iterable[Versioned]) -> Q:
    """The revisions of these rows, which are of one app."""
    return Q(row__in=[row.pk for row in rows])
