"""What PostgreSQL itself gives VNG and CoMensha: rows that were ticked for them, and nothing of a gemeente besides."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Toegang
from jobs.models import Job
from metingen.models import Indiening, IndieningAntwoord, Inzage, Publicatie, Publicatielid, Toezegging
from tenants.context import as_organisaties, in_gemeente
from tenants.names import ORGANISATIES, staff_role
from tenants.rechten import STAF_OWN_ROWS, STAF_RIGHTS, STAF_ROWS
from tests.dashboards.conftest import make_ronde, submit
from tests.tenants.rights import rights_of

BOTH = frozenset(ORGANISATIES)
ROLES = ("vng", "comensha", "vng_comensha")


def role_name(role):
    return f"{connection.settings_dict['NAME']}_{role}"


@pytest.fixture
def shared(db):
    """Four gemeenten in one round: shared with VNG, with CoMensha, with both and with nobody."""
    ronde = make_ronde()
    ticked = (["vng"], ["comensha"], ["comensha", "vng"], [])
    return [submit(ronde, g, organisaties=who) for g, who in zip(ronde.gemeenten()[:4], ticked, strict=True)]


def seen(*organisaties):
    """Without any filter, as a view that forgot it."""
    with as_organisaties(organisaties):
        answers = set(IndieningAntwoord.objects.values_list("indiening", flat=True))
        found = list(Indiening.objects.order_by("pk"))
        assert answers == {indiening.pk for indiening in found}
        return sorted(tuple(indiening.organisaties) for indiening in found)


def test_each_role_is_named_after_who_reads():
    assert [staff_role(names) for names in (["vng"], ["comensha"], ["comensha", "vng"])] == list(ROLES)
    assert set(Toegang.Organisatie.values) == BOTH


@pytest.mark.parametrize("nobody", [[], ["ministerie"], ["vng", "tenant"], ["platform"]])
def test_nobody_else_has_a_role(nobody):
    with pytest.raises(ValueError, match="Geen organisatie"), as_organisaties(nobody):
        pass


def test_a_query_without_filter_yields_what_was_ticked_for_who_reads(shared):
    assert seen("vng") == [("comensha", "vng"), ("vng",)]
    assert seen("comensha") == [("comensha",), ("comensha", "vng")]
    assert seen("comensha", "vng") == [("comensha",), ("comensha", "vng"), ("vng",)]


@pytest.mark.parametrize("staat", ["vervangen", "ingetrokken"])
def test_what_holds_no_longer_is_not_there_at_once(shared, staat):
    at = timezone.now() if staat == "ingetrokken" else None
    Indiening.objects.filter(pk=shared[2].pk).update(staat=staat, ingetrokken_at=at)
    assert (seen("vng"), seen("comensha")) == ([("vng",)], [("comensha",)])


def test_role_and_path_travel_in_the_message_and_come_back(db):
    def who():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('search_path'), current_query()")
            return cursor.fetchone()

    with as_organisaties(["vng"]):
        user, path, message = who()
    assert (user, path, f"set_config('role', '{user}', true)" in message) == (role_name("vng"), '"public"', True)
    with pytest.raises(ZeroDivisionError), as_organisaties(["comensha"]):
        raise ZeroDivisionError
    assert who()[0] == role_name("platform")


def test_who_works_for_a_gemeente_does_not_read_as_staff(stadskanaal):
    with in_gemeente(stadskanaal), pytest.raises(ValueError, match="gm0037"), as_organisaties(["vng"]):
        pass


@pytest.mark.parametrize("role", ROLES)
def test_staff_have_exactly_the_listed_rights(db, role):
    assert {table: rights for table, rights in rights_of(role, "public").items() if rights} == STAF_RIGHTS
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(%s, 'gm0037', 'USAGE')", [role_name(role)])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("role", ROLES)
def test_staff_have_policies_on_every_table_with_rows_of_one(db, role):
    """A table with row security and no policy for staff yields them nothing; one without it yields all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace")
        secured = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT tablename, cmd FROM pg_policies WHERE roles && ARRAY[%s, %s]::name[]",
            [role_name("staf"), role_name(role)],
        )
        found = set(cursor.fetchall())
    listed = {(table, kind) for rows in (STAF_ROWS, STAF_OWN_ROWS) for table in rows for kind in rows[table]}
    assert found == listed
    assert {table for table, _ in listed} == secured & set(STAF_RIGHTS)
    open_tables = set(STAF_RIGHTS) - secured
    assert {table for table in open_tables if table.startswith("metingen_")} == {
        "metingen_meetronde",
        "metingen_groepscijfer",
        "metingen_themavraag",
    }


def test_roles_of_staff_can_be_taken_but_not_logged_in_with(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolcreaterole, rolbypassrls, rolinherit,"
            " pg_has_role(session_user, oid, 'USAGE') FROM pg_roles WHERE rolname = ANY(%s) ORDER BY 1",
            [[role_name(role) for role in (*ROLES, "staf")]],
        )
        found = cursor.fetchall()
    assert [row[1:] for row in found] == [(False, False, False, False, True, False)] * 4


def refused(statement, *organisaties):
    with as_organisaties(organisaties), pytest.raises(DatabaseError) as caught, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
    return isinstance(caught.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 FROM gm0037.zelfevaluatie_antwoord",
        "SELECT 1 FROM accounts_gebruiker",
        "SELECT 1 FROM metingen_antwoordlink",
        "UPDATE metingen_indiening SET staat = 'geldig'",
        "DELETE FROM metingen_inzage",
        "UPDATE metingen_publicatie SET published_at = now()",
        "INSERT INTO metingen_toezegging (id) VALUES (gen_random_uuid())",
    ],
)
def test_staff_may_not(shared, statement):
    assert [refused(statement, *who) for who in (["vng"], ["comensha"], ORGANISATIES)] == [True] * 3


def test_staff_note_that_they_looked_in_their_own_name_alone(shared, redacteur):
    mine = {"gemeente": shared[2].gemeente, "wat": "x", "created_by": redacteur.pk}
    with as_organisaties(["vng"]):
        Inzage.objects.create(organisatie="vng", **mine)
        for forged in ("comensha", ""):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                Inzage.objects.create(organisatie=forged, **mine)
    with as_organisaties(["comensha"]):
        assert Inzage.objects.count() == 0
    assert Inzage.objects.get().organisatie == "vng"


def stand_of(ronde, *organisaties):
    return Publicatie.objects.create(meetronde=ronde, soort="stand", organisaties=sorted(organisaties), nummer=1)


def test_a_working_file_is_there_for_whose_it_is(shared):
    ronde = shared[0].meetronde
    files = {who: stand_of(ronde, *who) for who in (("vng",), ("comensha",), ("comensha", "vng"))}
    figures = Publicatie.objects.create(meetronde=ronde, soort="groepscijfers", nummer=1)
    for publicatie in (*files.values(), figures):
        Publicatielid.objects.create(publicatie=publicatie, indiening=shared[2], gemeente=shared[2].gemeente)
    for who, expected in ((["vng"], {("vng",)}), (["comensha"], {("comensha",)}), (ORGANISATIES, set(files))):
        with as_organisaties(who):
            found = Publicatie.objects.filter(soort="stand").values_list("organisaties", flat=True)
            assert {tuple(names) for names in found} == expected
            assert Publicatie.objects.filter(soort="groepscijfers").exists()
            assert Publicatielid.objects.filter(publicatie=figures).count() == 0
            assert Publicatielid.objects.count() == len(expected)


def test_a_working_file_is_asked_for_by_whose_it_is_and_filled_by_the_worker(shared):
    ronde = shared[0].meetronde
    values = {"meetronde": ronde, "soort": "stand", "nummer": 3}
    forged = [
        {"organisaties": ["comensha"]},
        {"organisaties": ["comensha", "vng"]},
        {"organisaties": ["vng"], "bestand": b"%PDF", "sha256": "0" * 64},
        {"organisaties": ["vng"], "soort": "groepscijfers"},
    ]
    with as_organisaties(["vng"]):
        for each in forged:
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                Publicatie.objects.create(**{**values, **each})
        Publicatie.objects.create(organisaties=["vng"], **values)


def test_staff_see_jobs_of_the_country_and_who_promised(shared, stadskanaal):
    Job.objects.create(kind="x", gemeente=stadskanaal)
    Job.objects.create(kind="land", gemeente=None)
    Toezegging.objects.create(meetronde=shared[0].meetronde, gemeente=stadskanaal)
    with as_organisaties(["vng"]):
        assert list(Job.objects.values_list("kind", flat=True)) == ["land"]
        assert Toezegging.objects.count() == 1


def test_the_group_of_staff_by_itself_sees_no_indiening(shared):
    """As a policy would meet it if a role were ever half set."""
    with as_organisaties(["vng"]), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM metingen_indiening")
        assert cursor.fetchone() == (2,)
        cursor.execute(f'SET LOCAL ROLE "{role_name("staf")}"; SELECT count(*) FROM metingen_indiening')
        cursor.nextset()
        assert cursor.fetchone() == (0,)
