from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.expressions import RawSQL
from django.db.models.sql import InsertQuery, UpdateQuery
from django.utils import timezone

from accounts.models import Gebruiker
from kader.models import KaderVersie
from tenants.connection import connection
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Beantwoording, Zelfevaluatie


class VersionConflict(Exception):
    """Somebody else saved first. `current` is what they saved; the text that lost is kept as a revision."""

    def __init__(self, current: Beantwoording) -> None:
        self.current = current
        super().__init__("Een collega heeft dit antwoord net ook aangepast.")


@transaction.atomic
def open_zelfevaluatie(*, kaderversie: KaderVersie, jaar: int) -> Zelfevaluatie:
    """Start a year with an empty answer for every bouwsteen and extra question; returns what is already there."""
    zelfevaluatie, created = Zelfevaluatie.objects.get_or_create(kaderversie=kaderversie, jaar=jaar)
    if created:
        Antwoord.objects.bulk_create(
            Antwoord(zelfevaluatie=zelfevaluatie, bouwsteen=bouwsteen) for bouwsteen in kaderversie.bouwstenen.all()
        )
        AanvullendAntwoord.objects.bulk_create(
            AanvullendAntwoord(zelfevaluatie=zelfevaluatie, vraag=vraag)
            for vraag in kaderversie.aanvullende_vragen.all()
        )
    return zelfevaluatie


def save_antwoord(*, antwoord: Beantwoording, code: str, version: int, by: Gebruiker) -> None:
    """Write `antwoord` if nobody did so since `version`, together with its revision; one statement.

    Raises VersionConflict otherwise, after keeping the text as a revision that was not accepted.
    """
    now = timezone.now()
    values: dict[str, Any] = {field: getattr(antwoord, field) for field in antwoord.FIELDS}
    revision = AntwoordRevision(
        zelfevaluatie_id=antwoord.zelfevaluatie_id, code=code, data=antwoord.data(), created_by=by.pk
    )
    revision.version = version + 1
    rows = type(antwoord)._default_manager.filter(pk=antwoord.pk, version=version)
    values |= {"version": F("version") + 1, "updated_at": now, "updated_by": by.pk}
    if not update_with_revision(rows, values, revision):
        raise VersionConflict(type(antwoord)._default_manager.get(pk=antwoord.pk))
    antwoord.version, antwoord.updated_at, antwoord.updated_by = version + 1, now, by.pk


def update_with_revision(rows: Any, values: dict[str, Any], revision: AntwoordRevision) -> bool:
    """Update `rows` and insert `revision`, which is accepted if there was a row to update; says whether it was.

    Both in one statement: saving is what is done most, and each word to the database costs more than the work.
    """
    revision.check_schema()
    revision.accepted = RawSQL("EXISTS (SELECT FROM saved)", [])  # type: ignore[assignment]
    update, insert = rows.query.chain(UpdateQuery), InsertQuery(AntwoordRevision)
    update.add_update_values(values)
    insert.insert_values(AntwoordRevision._meta.concrete_fields, [revision])
    update_sql, update_params = update.get_compiler(rows.db).as_sql()
    ((insert_sql, insert_params),) = insert.get_compiler(rows.db).as_sql()
    statement = f"WITH saved AS ({update_sql} RETURNING 1) {insert_sql} RETURNING accepted"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*update_params, *insert_params])
        (revision.accepted,) = cursor.fetchone()
    return revision.accepted


def save_overleggen(
    *, zelfevaluatie: Zelfevaluatie, version: int, gezagsdriehoek: int | None, ambtelijk: int | None
) -> bool:
    """Write the two counts of this year, unless somebody did so since `version`; says whether it was done."""
    return bool(
        Zelfevaluatie.objects.filter(pk=zelfevaluatie.pk, version=version).update(
            gezagsdriehoek=gezagsdriehoek, ambtelijk=ambtelijk, version=F("version") + 1
        )
    )
