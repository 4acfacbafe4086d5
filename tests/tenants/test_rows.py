"""A mistake in Python that is correct SQL: PostgreSQL sees the schema, not where a value came from."""

import copy
import pickle

import pytest
from django.apps import apps
from django.conf import settings
from django.db import InterfaceError
from django.db.models import Count

from aanpak.models import Actie
from tenants.context import in_gemeente
from tenants.rows import OtherSchema, TenantModel, TenantQuerySet
from zelfevaluatie.models import Antwoord, Zelfevaluatie

MODELS = [model for label in settings.TENANT_APPS for model in apps.get_app_config(label).get_models()]


@pytest.fixture
def actie(stadskanaal):
    """Of Stadskanaal; the test itself is on public."""
    with in_gemeente(stadskanaal):
        return Actie.objects.create(wat="Geheim", ambitie=1)


@pytest.fixture
def acties(stadskanaal, actie):
    """A query of Stadskanaal that nobody has run yet."""
    with in_gemeente(stadskanaal):
        return Actie.objects.filter(ambitie=1)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_of_a_gemeente_remembers_its_schema(model):
    assert issubclass(model, TenantModel)
    managers = {type(manager.get_queryset()) for manager in (*model._meta.managers, model._base_manager)}
    assert {queryset for queryset in managers if not issubclass(queryset, TenantQuerySet)} == set()


@pytest.mark.parametrize(
    "use",
    [
        lambda actie: actie.save(),
        lambda actie: actie.delete(),
        lambda actie: actie.refresh_from_db(),
        lambda actie: Actie.objects.bulk_create([actie]),
        lambda actie: Actie.objects.bulk_update([actie], ["wat"]),
        lambda actie: copy.copy(actie).save(),
        lambda actie: pickle.loads(pickle.dumps(actie)).save(),
    ],
    ids=["save", "delete", "refresh", "bulk_create", "bulk_update", "copy", "pickle"],
)
def test_a_row_is_refused_in_the_schema_of_another(actie, stadskanaal, voorbeeldstad, use):
    with in_gemeente(voorbeeldstad):
        with pytest.raises(OtherSchema, match="van gm0037 en mag niet worden gebruikt in gm9001"):
            use(actie)
        assert list(Actie.objects.filter(wat="Geheim")) == []
    with in_gemeente(stadskanaal):
        assert list(Actie.objects.filter(wat="Geheim")) == [actie]


def test_a_row_that_was_made_for_one_is_not_first_saved_for_another(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        actie = Actie(wat="Geheim", ambitie=1)
    with in_gemeente(voorbeeldstad), pytest.raises(OtherSchema):
        actie.save()


def test_a_row_may_not_be_saved_on_public(actie):
    with pytest.raises(OtherSchema, match="gebruikt in public"):
        actie.save()


@pytest.mark.parametrize(
    "run",
    [
        list,
        bool,
        len,
        lambda acties: acties.first(),
        lambda acties: acties.count(),
        lambda acties: acties.exists(),
        lambda acties: acties.get(),
        lambda acties: acties.filter(wat="x").update(wat="y"),
        lambda acties: acties.delete(),
        lambda acties: acties.all().delete(),
        lambda acties: acties.create(wat="Nieuw", ambitie=1),
        lambda acties: acties.values_list("wat").last(),
        lambda acties: next(acties.iterator()),
        lambda acties: acties.aggregate(n=Count("pk")),
        lambda acties: acties.order_by("wat")[0],
        lambda acties: acties.in_bulk(),
        lambda acties: acties.explain(),
    ],
)
def test_a_query_built_for_one_does_not_run_for_another(acties, voorbeeldstad, run):
    with in_gemeente(voorbeeldstad), pytest.raises(OtherSchema, match="Een query op Actie is van gm0037"):
        run(acties)


def test_a_query_that_has_run_does_not_show_its_rows_to_another(acties, stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        list(acties)
    with in_gemeente(voorbeeldstad), pytest.raises(OtherSchema):
        list(acties)


def test_rows_read_in_pieces_are_not_read_on_in_another(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        rows = Antwoord.objects.iterator(chunk_size=2)
        next(rows)
    with in_gemeente(voorbeeldstad), pytest.raises(InterfaceError, match="Deze cursor is van gm0037"):
        list(rows)


def test_a_relation_is_not_followed_in_the_schema_of_another(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        zelfevaluatie, antwoord = Zelfevaluatie.objects.get(), Antwoord.objects.first()
    with in_gemeente(voorbeeldstad):
        with pytest.raises(OtherSchema):
            zelfevaluatie.antwoorden.count()
        with pytest.raises(OtherSchema):
            antwoord.zelfevaluatie  # noqa: B018  it is the reading that counts


def test_a_query_from_before_any_gemeente_belongs_to_whoever_runs_it_first(actie, stadskanaal, voorbeeldstad):
    query = Actie.objects.filter(wat="Geheim")
    with in_gemeente(voorbeeldstad):
        assert list(query.all()) == []
    with in_gemeente(stadskanaal):
        assert list(query) == [actie]
    with in_gemeente(voorbeeldstad), pytest.raises(OtherSchema):
        list(query)
