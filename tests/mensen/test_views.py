"""The pages under Mensen: what they say, who may, what they refuse, and that each change stands in the logboek."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from aanpak.models import Actie
from accounts.models import Gebruiker, Toegang, Uitnodiging
from berichten.actions import send_due
from berichten.models import Bericht
from logboek.models import Gebeurtenis
from saving.rows import create_row
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.mensen.conftest import PAGE, TODAY, TOMORROW, YESTERDAY
from tests.pages import present, shown
from zelfevaluatie.models import Antwoord

ADD = f"{PAGE}uitnodigen/"
FORM = {"emails": "een@stadskanaal.example\nTWEE@stadskanaal.example", "functie": "bewerker", "rechten": ["indiener"]}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rows_of(response):
    return [(each.naam, each.functies_in_words, each.ingelogd, each.second_step) for each in response.context["here"]]


def test_collega_list_names_who_works_here_and_nobody_else(client, beheerder, bewerker, lezer, buitenstaander):
    Gebruiker.objects.filter(pk=bewerker.pk).update(last_login=timezone.now())
    Gebruiker.objects.filter(pk__in=[beheerder.pk, lezer.pk]).update(last_login=None)
    page = client.get(PAGE)
    assert rows_of(page) == [
        (beheerder.naam, "beheerder", "nooit", True),
        (bewerker.naam, "bewerker", "ja", True),
        (lezer.naam, "lezer", "nooit", True),
    ]
    assert (buitenstaander.naam in page.text, "laatste 90 dagen: ja" in text_of(page)) == (False, True)


def test_collega_list_tells_a_functie_from_the_rights_beside_it(client, beheerder, bewerker, lezer, stadskanaal):
    Toegang.objects.create(gebruiker=bewerker, functie="indiener", gemeente=stadskanaal)
    page = client.get(PAGE)
    found = [re.findall(r'data-label="(?:Functie|Indienen)">(.*?)</td>', row) for row in page.text.split("<tr>")]
    assert [row for row in found if row] == [["beheerder", "–"], ["bewerker", "mag"], ["lezer", "–"]]


@pytest.mark.parametrize("name", ["bewerker", "lezer"])
def test_only_a_beheerder_sees_any_of_it(client_for, request, name, lezer):
    other = client_for(request.getfixturevalue(name))
    paths = [PAGE, ADD, *(f"{PAGE}{lezer.pk}/{end}" for end in ("", "stoppen/", "opnieuw-inloggen/", "anoniem/"))]
    assert [other.get(path).status_code for path in paths] == [403] * len(paths)
    assert PAGE not in other.get("/").text


def test_the_menu_leads_to_it_under_her_name(client):
    assert f'href="{PAGE}"' in client.get("/").text


def test_a_stranger_and_another_gemeente_find_nothing(client_for, client, buitenstaander):
    assert client_for(buitenstaander).get(PAGE).status_code == 404
    assert [client.get(f"{PAGE}{buitenstaander.pk}/{end}").status_code for end in ("", "stoppen/", "anoniem/")] == [
        404
    ] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_collega_list_asks_as_many_queries_however_many_people(
    client, django_assert_num_queries, stadskanaal, beheerder, number
):
    for each in range(number):
        gebruiker = Gebruiker.objects.create_user(f"{each}@stadskanaal.example", f"Collega {each}")
        Toegang.objects.create(gebruiker=gebruiker, functie="lezer", gemeente=stadskanaal)
        Uitnodiging.objects.create(
            gemeente=stadskanaal,
            email=f"nieuw{each}@stadskanaal.example",
            functies=["lezer"],
            created_by=beheerder.pk,
            expires_at=timezone.now(),
        )
    client.get(PAGE)
    with django_assert_num_queries(4):
        client.get(PAGE)


def test_uitnodiging_add_shows_the_mail_first_and_sends_nothing(client, beheerder):
    page = client.post(ADD, {**FORM, "note": "Welkom <b>in</b> het team", "stap": "voorbeeld"})
    said = text_of(page)
    assert f"{beheerder.naam} nodigt je uit om met Kompas te werken voor Stadskanaal, als bewerker en indiener." in said
    assert ("een@stadskanaal.example, twee@stadskanaal.example" in said, "Welkom &lt;b&gt;in" in page.text) == (
        True,
        True,
    )
    assert Uitnodiging.objects.count() == 0


def test_uitnodiging_add_sends_each_a_mail_of_her_own(client, mailoutbox):
    client.post(ADD, {**FORM, "stap": "versturen", "until": TOMORROW.isoformat()})
    found = Uitnodiging.objects.order_by("email").values_list("email", "functies", "toegang_until")
    assert list(found) == [
        ("een@stadskanaal.example", ["bewerker", "indiener"], TOMORROW),
        ("twee@stadskanaal.example", ["bewerker", "indiener"], TOMORROW),
    ]
    send_due()
    links = {re.search(r"/uitnodiging/(\w+)/", mail.body)[1] for mail in mailoutbox}
    assert (sorted(mail.to[0] for mail in mailoutbox), len(links)) == (
        ["een@stadskanaal.example", "twee@stadskanaal.example"],
        2,
    )


def test_a_page_that_is_sent_again_mails_nobody_twice(client, mailoutbox):
    """Back, and once more the same button; who is new or gets something else is invited."""
    sent = {**FORM, "note": "Welkom.", "stap": "versturen"}
    client.post(ADD, sent, follow=True)
    first = set(Uitnodiging.objects.values_list("pk", flat=True))
    page = client.post(ADD, sent, follow=True)
    said = "Deze uitnodiging was al verstuurd: een@stadskanaal.example, twee@stadskanaal.example."
    assert (said in shown(page), "uitnodigingen verstuurd" in shown(page)) == (True, False)
    assert (set(Uitnodiging.objects.values_list("pk", flat=True)), Bericht.objects.count()) == (first, 2)
    page = client.post(ADD, {**sent, "emails": "een@stadskanaal.example; drie@stadskanaal.example"}, follow=True)
    assert present(
        shown(page), "al verstuurd: een@stadskanaal.example.", "drie@stadskanaal.example is uitgenodigd."
    ) == [
        "al verstuurd: een@stadskanaal.example.",
        "drie@stadskanaal.example is uitgenodigd.",
    ]
    client.post(ADD, {**sent, "emails": "een@stadskanaal.example", "functie": "lezer"})
    waiting = Uitnodiging.objects.waiting().get(email="een@stadskanaal.example")
    assert (waiting.functies, waiting.pk in first, Bericht.objects.count()) == (["lezer", "indiener"], False, 4)


def test_a_bestuurder_is_invited_in_one_click(client):
    page = client.get(PAGE).text
    form = page[page.index('id="bestuurder"') :]
    fields = dict(re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', form)) | {
        "emails": "bm@stadskanaal.example"
    }
    client.post(ADD, fields)
    found = Uitnodiging.objects.get()
    assert (found.email, found.functies, "Voor de bestuurder" in found.note) == (
        "bm@stadskanaal.example",
        ["lezer"],
        True,
    )


@pytest.mark.parametrize(
    "pasted",
    [
        "a@b.example\r\n\r\nC@d.example ",
        "a@b.example; c@d.example;",
        "a@b.example, c@d.example",
        "Sanne de Groot <A@b.example>; Jansen, Piet <c@d.example>",
        "a@b.example, Piet <c@d.example>",
        '"Sanne" <a@b.example>, "Piet" <c@d.example>',
    ],
)
def test_addresses_are_taken_as_they_are_pasted(client, pasted):
    page = client.post(ADD, {**FORM, "emails": pasted, "stap": "voorbeeld"})
    assert (page.status_code, page.context["emails"]) == (200, ["a@b.example", "c@d.example"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"emails": ""}, "Vul ten minste één e-mailadres in."),
        ({"emails": "geen adres"}, "‘geen adres’ is geen e-mailadres."),
        ({"emails": "lezer@stadskanaal.example"}, "lezer@stadskanaal.example werkt hier al."),
        ({"emails": "\n".join(f"{n}@b.example" for n in range(51))}, "Er kunnen er 50 tegelijk."),
        ({"functie": "redacteur"}, "Dit is geen geldige keuze."),
        ({"functie": ""}, "Kies een functie."),
        ({"rechten": ["beheerder"]}, "Dit is geen geldige keuze."),
        ({"until": "2026-01-01"}, "Kies vandaag of een dag die nog komt."),
        ({"note": "x" * 301}, "te lang"),
    ],
)
def test_uitnodiging_add_says_what_is_wrong_and_keeps_the_rest(client, change, said):
    page = client.post(ADD, {**FORM, "note": "Welkom in het team", "stap": "versturen", **change})
    assert (page.status_code, said in page.text, Uitnodiging.objects.count()) == (422, True, 0)
    assert "Welkom in het team" in page.text or "note" in change


def test_uitnodiging_add_goes_back_with_what_was_typed(client):
    page = client.post(ADD, {**FORM, "stap": "wijzigen"})
    assert (page.status_code, "TWEE@stadskanaal.example" in page.text) == (200, True)


def test_a_place_invites_as_many_in_a_day_as_it_may(client, settings, stadskanaal, beheerder):
    """And keeps what was typed; what is older, or of another gemeente, does not count."""
    settings.UITNODIGINGEN_PER_DAY = 3
    client.post(ADD, {**FORM, "stap": "versturen"})
    page = client.post(ADD, {**FORM, "emails": "a@b.example\nc@d.example", "note": "Kom erbij", "stap": "versturen"})
    assert (
        page.status_code,
        present(shown(page), "ten hoogste 3 uitnodigingen uit. Nu kunnen het er nog 1 zijn."),
    ) == (
        409,
        ["ten hoogste 3 uitnodigingen uit. Nu kunnen het er nog 1 zijn."],
    )
    assert present(page.text, "a@b.example", "c@d.example", "Kom erbij") == ["a@b.example", "c@d.example", "Kom erbij"]
    assert (Uitnodiging.objects.count(), Bericht.objects.count()) == (2, 2)
    client.post(ADD, {**FORM, "emails": "a@b.example", "stap": "versturen"})
    full = client.post(ADD, {**FORM, "emails": "c@d.example", "stap": "versturen"})
    assert "Dat aantal is bereikt: morgen kan het weer." in shown(full)
    Uitnodiging.objects.filter(email="a@b.example").update(created_at=timezone.now() - timedelta(days=1))
    assert client.post(ADD, {**FORM, "emails": "c@d.example", "stap": "versturen"}).status_code == 302


def test_the_limit_is_of_each_place(client, client_for, settings, buitenstaander, voorbeeldstad):
    settings.UITNODIGINGEN_PER_DAY = 2
    client.post(ADD, {**FORM, "stap": "versturen"})
    Toegang.objects.create(gebruiker=buitenstaander, functie="beheerder", gemeente=voorbeeldstad)
    other = client_for(buitenstaander, "voorbeeldstad")
    assert other.post(ADD, {**FORM, "stap": "versturen"}).status_code == 302


def test_an_address_gets_four_mails_in_a_day(client):
    client.post(ADD, {**FORM, "emails": "een@b.example", "stap": "versturen"})
    path = f"{PAGE}uitnodiging/{Uitnodiging.objects.get().pk}/opnieuw/"
    said = [shown(client.post(path, follow=True)) for _ in range(4)]
    assert ["krijgt de mail nog een keer" in text for text in said] == [True, True, True, False]
    assert "een@b.example kreeg in 24 uur al 4 keer een uitnodiging." in said[-1]
    assert Bericht.objects.filter(soort="uitgenodigd").count() == 4
    other = {"emails": "twee@b.example\nEen@b.example", "functie": "lezer"}
    page = client.post(ADD, {**FORM, **other, "stap": "versturen"})
    assert (page.status_code, "een@b.example kreeg in 24 uur" in shown(page)) == (409, True)
    assert Uitnodiging.objects.waiting().count() == 1


def test_without_an_agreement_the_page_says_who_notes_it_and_invites_nobody(client, stadskanaal):
    Gemeente.objects.filter(pk=stadskanaal.pk).update(herkomst="")
    assert "nog geen verwerkersovereenkomst vastgelegd" in text_of(client.get(PAGE))
    page = client.post(ADD, {**FORM, "stap": "versturen"})
    assert (page.status_code, Uitnodiging.objects.count(), "TWEE@" in page.text) == (409, 0, True)


def test_collega_detail_changes_functies_from_today(client, bewerker, held):
    page = client.get(f"{PAGE}{bewerker.pk}/")
    stand = re.search(r'name="stand" value="([^"]*)"', page.text)[1]
    client.post(f"{PAGE}{bewerker.pk}/", {"functie": "lezer", "rechten": ["vaststeller"], "stand": stand})
    assert held(bewerker) == ["lezer", "vaststeller"]


def test_collega_detail_does_not_save_over_what_a_colleague_changed(client, bewerker, held, stadskanaal):
    page = client.get(f"{PAGE}{bewerker.pk}/")
    stand = re.search(r'name="stand" value="([^"]*)"', page.text)[1]
    Toegang.objects.create(gebruiker=bewerker, functie="indiener", gemeente=stadskanaal)
    answer = client.post(f"{PAGE}{bewerker.pk}/", {"functie": "lezer", "stand": stand})
    assert (answer.status_code, "Een collega veranderde dit net ook." in answer.text) == (409, True)
    assert held(bewerker) == ["bewerker", "indiener"]
    stand = re.search(r'name="stand" value="([^"]*)"', answer.text)[1]
    client.post(f"{PAGE}{bewerker.pk}/", {"functie": "lezer", "stand": stand})
    assert held(bewerker) == ["lezer"]


def test_the_last_beheerder_is_told_why_she_stays(client, beheerder, held):
    path = f"{PAGE}{beheerder.pk}/"
    stand = re.search(r'name="stand" value="([^"]*)"', client.get(path).text)[1]
    for answer in (
        client.post(path, {"functie": "lezer", "stand": stand}),
        client.post(f"{path}stoppen/", {"wanneer": "nu"}),
    ):
        assert (answer.status_code, "Maak eerst iemand anders beheerder." in answer.text) == (409, True)
    assert held(beheerder) == ["beheerder"]


def test_collega_end_names_the_work_that_somebody_takes_over(client, bewerker, lezer, stadskanaal, kader_is_read):
    with in_gemeente(stadskanaal):
        for wat, staat in (("Convenant sluiten", "open"), ("Folder maken", "gereed")):
            create_row(row=Actie(wat=wat, ambitie=2, staat=staat, trekker="team Zorg"), by=bewerker)
        antwoord = Antwoord.objects.select_related("bouwsteen").first()
        Antwoord.objects.filter(pk=antwoord.pk).update(updated_by=bewerker.pk, version=1, status="deels")
    said = text_of(client.get(f"{PAGE}{bewerker.pk}/stoppen/"))
    assert ("Convenant sluiten" in said, "Folder maken" in said, antwoord.bouwsteen.titel in said) == (
        True,
        False,
        True,
    )
    assert ("1 actie en 1 bouwsteen " in said, "mag leeg blijven" in said) == (True, False)
    assert "Voor zover Kompas weet ligt er geen werk" in text_of(client.get(f"{PAGE}{lezer.pk}/stoppen/"))


@pytest.mark.parametrize(
    ("sent", "status", "until"),
    [
        ({"wanneer": "nu"}, 302, TODAY - timedelta(days=1)),
        ({"wanneer": "op", "last": TOMORROW.isoformat()}, 302, TOMORROW),
        ({"wanneer": "op"}, 422, None),
        ({"wanneer": "op", "last": "2026-01-01"}, 422, None),
        ({}, 422, None),
    ],
)
def test_collega_end(client, bewerker, sent, status, until):
    answer = client.post(f"{PAGE}{bewerker.pk}/stoppen/", sent)
    assert (answer.status_code, Toegang.objects.get(gebruiker=bewerker).valid_until) == (status, until)


def test_who_stops_on_the_day_that_she_began_has_no_last_day_before_it(client, bewerker):
    Toegang.objects.filter(gebruiker=bewerker).update(valid_from=TODAY)
    client.post(f"{PAGE}{bewerker.pk}/stoppen/", {"wanneer": "nu"})
    day = date_format(TODAY, "j F Y")
    assert f"{bewerker.email} alleen op {day} " in shown(client.get(PAGE))
    assert f"Sinds {day} Tot en met dezelfde dag gestopt " in shown(client.get(f"{PAGE}{bewerker.pk}/"))
    Toegang.objects.filter(gebruiker=bewerker).update(valid_from=YESTERDAY)
    day = date_format(YESTERDAY, "j F Y")
    assert f"{bewerker.email} tot en met {day} " in shown(client.get(PAGE))
    assert f"Sinds {day} Tot en met {day} " in shown(client.get(f"{PAGE}{bewerker.pk}/"))


def test_collega_reset_and_anonymise_ask_first(client, bewerker):
    for end in ("opnieuw-inloggen/", "anoniem/"):
        assert client.get(f"{PAGE}{bewerker.pk}/{end}").status_code == 200
    found = Gebruiker.objects.get(pk=bewerker.pk)
    assert (found.has_usable_password(), found.naam) == (True, bewerker.naam)
    client.post(f"{PAGE}{bewerker.pk}/opnieuw-inloggen/")
    assert Gebruiker.objects.get(pk=bewerker.pk).has_usable_password() is False
    client.post(f"{PAGE}{bewerker.pk}/anoniem/")
    assert Gebruiker.objects.get(pk=bewerker.pk).naam == "Oud-gebruiker"


@pytest.mark.parametrize(
    ("end", "said"),
    [("opnieuw-inloggen/", "regel je bij ‘Beheer van mijn login’."), ("anoniem/", "Een andere beheerder kan")],
)
def test_of_herself_the_page_says_who_does_it_and_promises_nothing(client, beheerder, end, said):
    pages = [ask(f"{PAGE}{beheerder.pk}/{end}") for ask in (client.get, client.post)]
    assert [page.status_code for page in pages] == [200, 409]
    for page in pages:
        text = shown(page)
        assert present(
            text, "Dit ben jij zelf.", said, "gaat een mail", "niet van deze gemeente", "kan niet terug"
        ) == [
            "Dit ben jij zelf.",
            said,
        ]
        assert "<form method" not in page.text[page.text.index("<h1>") :]


def test_reset_says_only_what_is_so_for_whoever_it_is(client, bewerker, stadskanaal):
    """With a werkaccount alone, and of who has stopped."""
    bewerker.set_unusable_password()
    bewerker.save()
    Toegang.objects.filter(gebruiker=bewerker).update(valid_until=YESTERDAY)
    text = shown(client.get(f"{PAGE}{bewerker.pk}/opnieuw-inloggen/"))
    assert "koppelt het daarna opnieuw" in text
    assert present(text, "Het wachtwoord, de tweede stap", "Toegang en functies blijven") == []


def test_of_an_account_that_is_not_hers_alone_the_operator_does_it(client, bewerker, voorbeeldstad):
    Toegang.objects.create(gebruiker=bewerker, functie="lezer", gemeente=voorbeeldstad)
    page = client.get(f"{PAGE}{bewerker.pk}/")
    assert ("wie Kompas beheert" in text_of(page), "Voorbeeldstad" in page.text) == (True, False)
    paths = [f"{PAGE}{bewerker.pk}/{end}" for end in ("opnieuw-inloggen/", "anoniem/")]
    assert [client.post(path).status_code for path in paths] == [409, 409]
    texts = [shown(client.get(path)) for path in paths]
    assert [
        present(text, "Wie Kompas beheert kan dit doen.", "gaat een mail", "Dit kan niet terug.") for text in texts
    ] == [["Wie Kompas beheert kan dit doen."]] * 2


def test_every_change_stands_in_the_logboek(client, bewerker, stadskanaal):
    client.post(ADD, {**FORM, "stap": "versturen"})
    pk = Uitnodiging.objects.first().pk
    client.post(f"{PAGE}uitnodiging/{pk}/opnieuw/")
    client.post(f"{PAGE}uitnodiging/{pk}/intrekken/")
    client.post(f"{PAGE}{bewerker.pk}/", {"functie": "lezer", "stand": "bewerker|"})
    client.post(f"{PAGE}{bewerker.pk}/stoppen/", {"wanneer": "nu"})
    with in_gemeente(stadskanaal):
        rows = list(Gebeurtenis.objects.order_by("created_at").values_list("action", "object", "status"))
    assert rows == [
        ("mensen:uitnodiging_add", "", 302),
        ("mensen:uitnodiging_resend", str(pk), 302),
        ("mensen:uitnodiging_withdraw", str(pk), 302),
        ("mensen:collega_detail", str(bewerker.pk), 302),
        ("mensen:collega_end", str(bewerker.pk), 302),
    ]
    page = text_of(client.get("/logboek/"))
    assert (bewerker.naam in page, "uitnodiging van een@stadskanaal.example" in page) == (True, True)


def test_the_footer_names_the_beheerder_to_who_works_here_alone(client_for, lezer, beheerder, buitenstaander):
    page = client_for(lezer).get("/")
    assert f'<a href="mailto:{beheerder.email}">{beheerder.naam}</a>' in page.text
    others = [client_for(None).get("/niets/"), client_for(buitenstaander).get("/"), client_for(None, None).get("/")]
    assert [beheerder.email in other.text for other in others] == [False] * 3


def test_two_who_end_each_other_leave_one(second_beheerder, beheerder, client_for, held):
    first, second = client_for(beheerder), client_for(second_beheerder)
    first.post(f"{PAGE}{second_beheerder.pk}/stoppen/", {"wanneer": "nu"})
    answer = second.post(f"{PAGE}{beheerder.pk}/stoppen/", {"wanneer": "nu"})
    assert (answer.status_code, held(beheerder), connection.schema_name) == (404, ["beheerder"], "public")
