"""A beheerder sets a provider up in the browser; a second one approves it; and it is tested before anybody needs it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from inlogdiensten.models import Aanvaarding, Inlogdienst, Inloggeheim
from inlogdiensten.secrets import PURPOSE, credential_of, public_keys, renew_credentials
from tenants.context import in_gemeente
from tenants.secrets import reveal
from tests.conftest import HostClient
from tests.inlogdiensten.conftest import TYPED, add_inlogdienst, url
from tests.logins.conftest import add_second_step


def approve(client, dienst, seen=None):
    return client.post(url(dienst, "goedkeuren/"), {"gezien": (seen or dienst.set_up_at).isoformat()})


def is_working(dienst):
    return Inlogdienst.objects.get(pk=dienst.pk).is_working


def test_what_was_typed_is_kept_and_the_secret_encrypted(waiting, beheerder, stadskanaal):
    kept = {name: getattr(waiting, name) for name in TYPED if name != "geheim"}
    assert kept == {name: value for name, value in TYPED.items() if name != "geheim"}
    assert (waiting.gemeente, waiting.set_up_by, waiting.is_working) == (stadskanaal, beheerder.pk, False)
    token = Inloggeheim.objects.get().token
    assert ("geheim" in token, reveal(token, purpose=PURPOSE)) == (False, "een-heel-geheim-geheim")
    row = Aanvaarding.objects.get()
    assert (row.gemeente, row.accepted_by, row.verplicht) == (stadskanaal, beheerder.pk, False)


def test_no_page_shows_the_secret(client_for, waiting, beheerder):
    client = client_for(beheerder)
    pages = [client.get(url(waiting, end)).content.decode() for end in ("", "wijzigen/", "geheim/")]
    wrong = client.post("/inlogdiensten/nieuw/", {**TYPED, "issuer": "http://login.example"})
    assert [page for page in [*pages, wrong.content.decode()] if TYPED["geheim"] in page] == []
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("issuer", "http://login.example", "Het adres begint niet met https://: http://login.example"),
        (
            "issuer",
            "https://login.example:8443/x",
            "Alleen de gewone poort voor https (443) mag: https://login.example:8443",
        ),
        (
            "issuer",
            "https://u:p@login.example/",
            "In het adres staat een naam of wachtwoord, of er staat geen computer in.",
        ),
        ("issuer", "https://login.example/?a=b", "In het adres mag geen ? of # staan."),
        ("issuer", "login.example", "Het adres begint niet met https://: login.example"),
        ("hosts", "login.example https://x", "Dit is geen naam van een computer, zoals login.example.nl: https://x"),
        ("geheim", "", "Vul het geheim in dat de inlogdienst je gaf."),
        ("bewijs", "raadsel", "Kies een van de mogelijkheden."),
        ("tweede_stap", "mfa é", "Dit kan geen waarde van acr of amr zijn: é"),
    ],
)
def test_what_cannot_be_is_said_and_the_rest_is_kept(client_for, beheerder, field, value, text):
    response = client_for(beheerder).post("/inlogdiensten/nieuw/", {**TYPED, field: value})
    form = response.context["form"]
    assert (response.status_code, list(form.errors[field]), form["naam"].value()) == (422, [text], TYPED["naam"])


def test_with_a_key_kompas_makes_one_and_publishes_its_half(client_for, beheerder):
    client_for(beheerder).post("/inlogdiensten/nieuw/", {**TYPED, "bewijs": "sleutel", "geheim": ""})
    dienst = Inlogdienst.objects.get()
    found = HostClient().get(f"/account/werk/{dienst.pk}/sleutels/")
    assert found.json() == public_keys(dienst)
    assert credential_of(dienst).startswith("-----BEGIN PRIVATE KEY-----")
    assert set(found.json()["keys"][0]) == {"kty", "key_ops", "n", "e", "use", "alg", "kid", "x5t#S256"}


def test_who_set_it_up_cannot_approve_it(client_for, waiting, beheerder):
    approve(client_for(beheerder), waiting)
    assert is_working(waiting) is False


def test_a_second_beheerder_can(client_for, waiting, tweede):
    approve(client_for(tweede), waiting)
    found = Inlogdienst.objects.get()
    assert (found.is_working, found.approved_by) == (True, tweede.pk)


def test_not_what_changed_while_he_looked(client_for, waiting, beheerder, tweede):
    seen = waiting.set_up_at
    change(client_for(beheerder), waiting, issuer="https://elders.example")
    approve(client_for(tweede), waiting, seen)
    assert is_working(waiting) is False


@pytest.mark.parametrize(("who", "status"), [("bewerker", 403), ("lezer", 403), ("buitenstaander", 404)])
def test_nobody_else(client_for, waiting, request, who, status):
    client = client_for(request.getfixturevalue(who))
    tried = [client.get(url(waiting, end)).status_code for end in ("", "wijzigen/", "geheim/")]
    tried += [client.post(url(waiting, end)).status_code for end in ("goedkeuren/", "test/", "stoppen/", "aanbieden/")]
    assert set(tried) == {status}


def test_another_gemeente_does_not_see_it(client_for, waiting, voorbeeldstad):
    gebruiker = Gebruiker.objects.create_user("nieuw@voorbeeldstad.example", "Beheerder")
    Toegang.objects.create(gebruiker=gebruiker, functie="beheerder", gemeente=voorbeeldstad)
    add_second_step(gebruiker)
    client = client_for(gebruiker, "voorbeeldstad")
    assert {client.get(url(waiting, end)).status_code for end in ("", "wijzigen/", "geheim/")} == {404}
    assert "login.example" not in client.get("/inlogdiensten/").content.decode()


def test_postgresql_refuses_it_too(waiting, voorbeeldstad, beheerder):
    """Whatever a page would ask: in the role of another, and of the gemeente itself for the approval."""
    with in_gemeente(voorbeeldstad):
        assert (Inlogdienst.objects.count(), Inloggeheim.objects.count(), Aanvaarding.objects.count()) == (0, 0, 0)
        assert Inlogdienst.objects.update(naam="anders") == 0
        assert refused(
            lambda: Aanvaarding.objects.create(inlogdienst=waiting, eigenaar=voorbeeldstad, gemeente=voorbeeldstad)
        )
    with in_gemeente(waiting.gemeente):
        assert refused(lambda: Inlogdienst.objects.update(approved_by=beheerder.pk, approved_at=timezone.now()))
        assert refused(lambda: ask_approval(waiting, "00000000-0000-4000-8000-000000000009"))
        assert ask_approval(waiting, beheerder.pk) is False  # his own
        offered = {"inlogdienst": waiting, "eigenaar": waiting.gemeente, "gemeente": voorbeeldstad}
        assert refused(lambda: Aanvaarding.objects.create(**offered, accepted_at=timezone.now()))
        assert refused(lambda: Aanvaarding.objects.create(**offered, claim="groups", functies={"x": "beheerder"}))
        assert refused(lambda: Aanvaarding.objects.create(**{**offered, "gemeente": None}, organisatie="vng"))
        assert refused(lambda: exec_sql("SELECT * FROM inlogdiensten_opent"))
        assert refused(lambda: exec_sql("SELECT * FROM socialaccount_socialaccount"))
    assert is_working(waiting) is False


def refused(do):
    try:
        with transaction.atomic():
            do()
    except DatabaseError:
        return True
    return False


def exec_sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchone()


def ask_approval(dienst, by):
    return exec_sql("SELECT public.inlogdienst_approve(%s, %s, %s)", by, dienst.pk, dienst.set_up_at)[0]


def change(client, dienst, **values):
    dienst.refresh_from_db()
    typed = {name: value for name, value in TYPED.items() if name not in ("bewijs", "geheim")}
    return client.post(url(dienst, "wijzigen/"), {**typed, "gezien": dienst.set_up_at.isoformat(), **values})


@pytest.mark.parametrize(
    ("field", "value", "stays"),
    [
        ("naam", "Anders genoemd", True),
        ("issuer", "https://elders.example", False),
        ("client_id", "een-ander", False),
        ("hosts", "sleutels.example", False),
        ("tweede_stap", "laag", False),
    ],
)
def test_another_connection_asks_for_another_approval(client_for, waiting, tweede, beheerder, field, value, stays):
    approve(client_for(tweede), waiting)
    assert change(client_for(beheerder), waiting, **{field: value}).status_code == 302
    found = Inlogdienst.objects.get()
    assert (getattr(found, field), found.is_working) == (value, stays)


def test_who_accepted_it_accepts_it_anew(client_for, waiting, tweede, beheerder, voorbeeldstad):
    approve(client_for(tweede), waiting)
    row = Aanvaarding.objects.create(
        inlogdienst=waiting, eigenaar=waiting.gemeente, gemeente=voorbeeldstad, accepted_at=timezone.now()
    )
    change(client_for(beheerder), waiting, issuer="https://elders.example")
    row.refresh_from_db()
    assert (row.is_open, Aanvaarding.objects.get(gemeente=waiting.gemeente).is_open) == (False, True)


def test_what_a_colleague_changed_meanwhile_is_not_written_over(client_for, waiting, beheerder, tweede):
    seen = waiting.set_up_at.isoformat()
    change(client_for(tweede), waiting, issuer="https://een.example")
    response = change(client_for(beheerder), waiting, issuer="https://twee.example", gezien=seen)
    assert (response.status_code, response.context["form"]["issuer"].value()) == (409, "https://twee.example")
    assert Inlogdienst.objects.get().issuer == "https://een.example"


def test_another_secret_asks_for_no_approval(client_for, waiting, tweede):
    approve(client_for(tweede), waiting)
    client_for(tweede).post(url(waiting, "geheim/"), {"bewijs": "geheim", "geheim": "het volgende"})
    assert (credential_of(waiting), is_working(waiting)) == ("het volgende", True)


def test_what_ended_keeps_no_secret(client_for, waiting, beheerder):
    client_for(beheerder).post(url(waiting, "stoppen/"))
    assert (Inloggeheim.objects.get().token, Inlogdienst.objects.get().ended_by) == ("", beheerder.pk)
    client_for(beheerder).post(url(waiting, "geheim/"), {"bewijs": "geheim", "geheim": "nog een"})
    assert Inloggeheim.objects.get().token == ""


def test_the_secret_goes_under_the_newest_key(dienst, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "x" * 40 + "0123456789abcdefghij"
    before = credential_of(dienst)
    assert renew_credentials() == {"inlogdiensten": {"opnieuw versleuteld": 1}}
    settings.SECRET_KEY_FALLBACKS = []
    assert credential_of(dienst) == before


def offer_to(client, dienst, gemeente):
    return client.post(url(dienst, "aanbieden/"), {"gemeente": str(gemeente.pk)})


def test_another_gemeente_accepts_it_herself(client_for, dienst, beheerder, voorbeeldstad):
    offer_to(client_for(beheerder), dienst, voorbeeldstad)
    gebruiker = Gebruiker.objects.create_user("nieuw@voorbeeldstad.example", "Beheerder")
    Toegang.objects.create(gebruiker=gebruiker, functie="beheerder", gemeente=voorbeeldstad)
    add_second_step(gebruiker)
    there, row = client_for(gebruiker, "voorbeeldstad"), Aanvaarding.objects.get(gemeente=voorbeeldstad)
    assert "Stadskanaal biedt deze inlogdienst aan." in there.get("/inlogdiensten/").content.decode()
    assert row.is_open is False
    there.post(f"/inlogdiensten/aanvaarding/{row.pk}/accepteren/")
    row.refresh_from_db()
    assert (row.is_open, row.accepted_by) == (True, gebruiker.pk)
    saved = there.post(f"/inlogdiensten/aanvaarding/{row.pk}/functies/", {"claim": "", "functies": ""}, follow=True)
    assert saved.status_code == 200
    there.post(f"/inlogdiensten/aanvaarding/{row.pk}/stoppen/")
    row.refresh_from_db()
    assert row.is_open is False


def test_what_is_not_approved_is_not_accepted(client_for, dienst, beheerder, voorbeeldstad):
    """Its address changed after she looked at it."""
    offer_to(client_for(beheerder), dienst, voorbeeldstad)
    gebruiker = Gebruiker.objects.create_user("nieuw@voorbeeldstad.example", "Beheerder")
    Toegang.objects.create(gebruiker=gebruiker, functie="beheerder", gemeente=voorbeeldstad)
    add_second_step(gebruiker)
    Inlogdienst.objects.update(issuer="https://elders.example")
    row = Aanvaarding.objects.get(gemeente=voorbeeldstad)
    client_for(gebruiker, "voorbeeldstad").post(f"/inlogdiensten/aanvaarding/{row.pk}/accepteren/")
    row.refresh_from_db()
    assert row.accepted_at is None


def test_nobody_accepts_for_another(client_for, dienst, beheerder, voorbeeldstad):
    client = client_for(beheerder)
    offer_to(client, dienst, voorbeeldstad)
    row = Aanvaarding.objects.get(gemeente=voorbeeldstad)
    assert client.post(f"/inlogdiensten/aanvaarding/{row.pk}/accepteren/").status_code == 404


def outcome(client, dienst):
    response = client.post(url(dienst, "test/"))
    return [(step.label.split()[0], step.fout) for step in response.context["steps"]]


def test_the_test_finds_nothing_wrong(client_for, dienst, beheerder):
    assert [fout for _, fout in outcome(client_for(beheerder), dienst)] == ["", "", "", ""]


def test_the_test_leaves_the_rest_of_the_page_whole(client_for, dienst, beheerder):
    page = client_for(beheerder).post(url(dienst, "test/"))
    assert list(page.context["aanbod"].fields) == ["gemeente"]


def test_the_test_asks_nothing_of_who_was_not_approved(client_for, provider, key, stadskanaal, beheerder):
    dienst = add_inlogdienst(provider, key, gemeente=stadskanaal, approved=False)
    provider.set()
    found = outcome(client_for(beheerder), dienst)
    assert found == [("De", "Dat is nog niet zo. Kompas haalt pas iets op als een tweede persoon hem goedkeurt.")]
    assert provider.seen == []


@pytest.mark.parametrize(
    ("knobs", "last"),
    [
        (
            {"metadata": {"issuer": "https://elders.example"}},
            "De inlogdienst noemt zichzelf anders: https://elders.example. Neem dat adres precies over als issuer.",
        ),
        ({"metadata": {"token_endpoint": None}}, "De inlogdienst zegt niet waar dit is: token_endpoint."),
        (
            {"metadata": {"jwks_uri": "https://sleutels.example/k"}},
            "Dit adres is niet goedgekeurd: https://sleutels.example",
        ),
        (
            {"metadata": {"token_endpoint": "http://localhost/t"}},
            "Het adres begint niet met https://: http://localhost",
        ),
        ({"html": "/.well-known/openid-configuration"}, "De inlogdienst gaf iets anders terug dan JSON."),
        ({"html": "/jwks"}, "De inlogdienst gaf iets anders terug dan JSON."),
        ({"client_jwks": {"keys": []}}, "De inlogdienst kent Kompas niet: client id, geheim of sleutel klopt niet."),
    ],
)
def test_the_test_says_what_is_wrong(client_for, provider, dienst, beheerder, knobs, last):
    provider.set(**knobs)
    assert outcome(client_for(beheerder), dienst)[-1][1] == last


def test_the_test_says_that_nobody_is_there(client_for, dienst, beheerder, settings):
    settings.INLOG_NETWERKEN = ()
    Inlogdienst.objects.filter(pk=dienst.pk).update(issuer="https://localhost")
    Inlogdienst.objects.filter(pk=dienst.pk).update(
        approved_at=timezone.now(), approved_by="00000000-0000-4000-8000-000000000002"
    )
    assert outcome(client_for(beheerder), dienst) == [
        ("De", "localhost staat niet op het openbare internet. Daar haalt Kompas niets op.")
    ]
