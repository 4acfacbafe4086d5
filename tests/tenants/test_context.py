from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection

from tenants.context import in_gemeente, kompas
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie


def test_in_gemeente_restores_what_was_before(stadskanaal):
    before = connection.tenant
    with in_gemeente(stadskanaal):
        assert connection.schema_name == "gm0037"
    assert connection.tenant is before


def test_in_gemeente_nested_restores_the_outer_one(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        with in_gemeente(voorbeeldstad):
            assert connection.schema_name == "gm9001"
        assert connection.schema_name == "gm0037"


def test_in_gemeente_restores_after_an_error(stadskanaal):
    with pytest.raises(RuntimeError), in_gemeente(stadskanaal):
        raise RuntimeError
    assert connection.schema_name == "public"


def test_in_gemeente_refuses_one_that_is_not_open(db):
    closed = Gemeente.objects.get(code="GM0363")
    with pytest.raises(ValueError, match="Amsterdam is nog niet geopend in Kompas."), in_gemeente(closed):
        pass
    assert connection.schema_name == "public"


@pytest.mark.parametrize(
    ("path", "gemeente", "logged_in", "line"),
    [
        ("/", True, True, "Kom je er niet uit? Vraag het de beheerder van je gemeente."),
        ("/land/", False, True, "Kom je er niet uit? Vraag het wie je toegang gaf."),
        ("/antwoord/geheim/", False, False, "Kom je er niet uit? Vraag het wie je de link stuurde."),
        ("/uitnodiging/geheim/", False, False, "Kom je er niet uit? Vraag het wie je uitnodigde."),
        ("/cijfers/", False, False, "Werk je met Kompas en kom je er niet uit? Vraag het wie je toegang gaf."),
    ],
)
def test_the_footer_names_somebody_whom_the_reader_can_ask(rf, path, gemeente, logged_in, line):
    """C1 of the review: VNG, the public and who got a link have no beheerder of a gemeente."""
    request = rf.get(path)
    request.gemeente = Gemeente() if gemeente else None
    request.user = SimpleNamespace(is_authenticated=logged_in)
    assert kompas(request)["hulp"] == line


@pytest.mark.parametrize(
    ("own", "named", "line"),
    [
        ("een@b.example", ["twee@b.example"], "de beheerder van je gemeente."),
        ("een@b.example", [], "wie Kompas beheert."),
        ("lezer@b.example", ["een@b.example"], "de beheerder van je gemeente."),
    ],
)
def test_the_footer_sends_no_beheerder_to_herself(rf, own, named, line):
    request = rf.get("/")
    request.gemeente, request.permissions = Gemeente(), {"lezen"}
    request.user = SimpleNamespace(is_authenticated=True, address=own)
    there = {"een@b.example", *named}
    request.beheerders = tuple({"naam": "Beheerder", "email": email} for email in sorted(there))
    found = kompas(request)
    assert ([each["email"] for each in found["beheerders"]], found["hulp"]) == (
        named,
        f"Kom je er niet uit? Vraag het {line}",
    )


def test_the_footer_of_an_error_before_anybody_is_known_has_a_line_too(rf):
    assert kompas(rf.get("/onzin"))["hulp"].startswith("Werk je met Kompas")


def test_in_gemeente_does_not_mix_threads(django_db_setup, django_db_blocker):
    def read(gemeente):
        try:
            found = []
            for _ in range(10):
                with in_gemeente(gemeente):
                    Zelfevaluatie.objects.get()
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT current_user, current_schema()")
                        found.append(cursor.fetchone())
            return {(user.rpartition("_")[2], schema) for user, schema in found}
        finally:
            connection.close()

    with django_db_blocker.unblock(), ThreadPoolExecutor(8) as pool:
        gemeenten = [*Gemeente.objects.opened().order_by("code")] * 8
        results = list(pool.map(read, gemeenten))
        connection.close()
    assert results == [{(gemeente.schema_name, gemeente.schema_name)} for gemeente in gemeenten]
