"""Writing and keeping an evaluation. See docs/saving.md for the first."""

from django.db import transaction

from accounts.models import Gebruiker
from reports.gather.evaluatie import gather_evaluatie
from reports.models import Evaluatie, Evaluatieversie, Planversie
from reports.versions.evaluatie.forms import EvaluatieForm
from saving.forms import save_form
from saving.rows import Saved, first_row
from tenants.models import Gemeente


def save_evaluatie(*, form: EvaluatieForm, by: Gebruiker) -> Saved:
    """As save_form, which makes the row when nobody wrote anything yet."""
    form.stored = first_row(Evaluatie, jaar=form.instance.jaar)
    return save_form(form, by=by)


@transaction.atomic
def keep_evaluatie(*, versie: Planversie, gemeente: Gemeente, jaar: int, by: Gebruiker) -> Evaluatieversie:
    """As it is today, for good. Twice the same is one: nothing in it changed, the moment aside."""
    Planversie.objects.select_for_update().only("pk").get(pk=versie.pk)  # so that the second of two clicks waits
    plan = gather_evaluatie(versie=versie, gemeente=gemeente, jaar=jaar).to_json()
    before = Evaluatieversie.objects.filter(jaar=jaar, planversie=versie).first()
    if before and {**before.plan, "made_at": ""} == {**plan, "made_at": ""}:
        return before
    return Evaluatieversie.objects.create(jaar=jaar, planversie=versie, plan=plan, created_by=by.pk)
