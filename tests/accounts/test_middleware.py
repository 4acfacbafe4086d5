import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import Http404
from django.utils import timezone

from accounts.middleware import ToegangMiddleware
from accounts.models import Gebruiker, Toegang
from tenants.context import in_gemeente
from tests.pages import present
from zelfevaluatie.models import AntwoordRevision

SAVE = "/zelfevaluatie/BB-P1-1/opslaan/"
TYPED = {"version": "1", "status": "deels", "toelichting": "<script>alert(1)</script> & 'mijn' tekst"}


def test_without_toegang_everything_is_404(client_for, buitenstaander):
    statuses = {client_for(buitenstaander).get(path).status_code for path in ("/", "/zelfevaluatie/", "/acties/")}
    assert statuses == {404}


def test_without_toegang_nothing_further_in_is_reached(rf, buitenstaander, stadskanaal):
    """Also not a view that forgot its right."""
    request = rf.get("/")
    request.user, request.gemeente = Gebruiker.objects.with_toegang(buitenstaander.pk), stadskanaal
    with pytest.raises(Http404):
        ToegangMiddleware(lambda request: pytest.fail("reached"))(request)


def test_without_toegang_the_page_does_not_name_the_gemeente(client_for, buitenstaander, stadskanaal):
    text = client_for(buitenstaander).get("/").text
    assert present(text, stadskanaal.naam, stadskanaal.herkomst) == []


def test_without_toegang_security_txt_is_for_everybody(client_for, buitenstaander):
    answer = client_for(buitenstaander).get("/.well-known/security.txt")
    assert (answer.status_code, answer.text[:8]) == (200, "Contact:")


def test_without_toegang_a_post_is_404_and_changes_nothing(client_for, buitenstaander, zelfevaluatie):
    assert client_for(buitenstaander).post(SAVE, TYPED).status_code == 404
    assert AntwoordRevision.objects.count() == 0


def test_session_of_one_gemeente_opens_no_other(client_for, bewerker, voorbeeldstad):
    assert client_for(bewerker, gemeente=voorbeeldstad).get("/").status_code == 404


def test_toegang_that_ended_yesterday_ends_a_running_session(client_for, bewerker):
    client = client_for(bewerker)
    before = client.get("/").status_code
    Toegang.objects.filter(gebruiker=bewerker).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert (before, client.get("/").status_code) == (200, 404)


def test_gebruiker_who_is_no_longer_active_has_to_log_in(client_for, bewerker):
    client = client_for(bewerker)
    bewerker.is_active = False
    bewerker.save()
    assert client.get("/").status_code == 302


def test_lezer_may_read(client_for, lezer):
    assert client_for(lezer).get("/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        SAVE,
        "/acties/nieuw/",
        "/zelfevaluatie/openen/",
        "/zelfevaluatie/BB-P1-1/onderbouwing/",
        "/zelfevaluatie/AB-P1-1/opslaan/",
    ],
)
def test_lezer_may_not_post(client_for, lezer, zelfevaluatie, path):
    assert client_for(lezer).post(path, TYPED).status_code == 403
    assert AntwoordRevision.objects.count() == 0


def test_get_without_session_goes_to_the_login_and_back(client_for):
    response = client_for().get("/acties/?staat=open")
    back = f"http%3A//stadskanaal.{settings.KOMPAS_HOST}%3A{settings.KOMPAS_PORT}/acties/%3Fstaat%3Dopen"
    assert response["Location"] == f"{settings.LOGIN_URL}?next={back}"


def test_htmx_without_session_is_401_and_empty(client_for):
    response = client_for().post(SAVE, TYPED, headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_post_without_session_gives_the_typed_text_back_escaped(client_for):
    response = client_for().post(SAVE, {**TYPED, "csrfmiddlewaretoken": "geheim"})
    assert response.status_code == 401
    assert [(typed.name, typed.value) for typed in response.context["fields"]] == list(TYPED.items())
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#x27;mijn&#x27; tekst" in response.text
    assert present(response.text, "<script>alert(1)", "geheim") == []


def test_permissions_follow_the_database_on_every_request(client_for, bewerker, stadskanaal):
    client = client_for(bewerker)
    Toegang.objects.filter(gebruiker=bewerker).update(functie="lezer")
    assert client.post(SAVE, TYPED).status_code == 403
    with in_gemeente(stadskanaal):
        assert AntwoordRevision.objects.count() == 0


@pytest.mark.parametrize("path", ["/", "/bestaat-niet/"])
def test_headers_are_strict_on_every_page(client_for, bewerker, path):
    headers = client_for(bewerker).get(path).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == (
        "DENY",
        "nosniff",
        "same-origin",
    )


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/zelfevaluatie/BB-P1-1/onderbouwing/", "/zelfevaluatie/BB-P1-1/"),
        ("/zelfevaluatie/openen/", "/zelfevaluatie/"),
    ],
)
def test_an_address_that_only_saves_leads_back_when_it_is_opened(client_for, bewerker, zelfevaluatie, path, url):
    response = client_for(bewerker).get(path)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert f'<a href="{url}">Terug naar de pagina</a>' in response.text


def test_an_expired_session_gives_texts_back_under_the_labels_of_their_fields(client_for, zelfevaluatie):
    sent = {"version": "0", "plan_zin": "Een zin.", "toelichting": "Voor ons."}
    text = client_for(None).post(SAVE, sent).text
    labels = re.findall(r'<label class="utrecht-form-field__label" for="veld-\d+">([^<]*)</label>', text)
    assert labels == ["Zin voor het beleidsplan", "Toelichting voor onszelf"]


def test_of_fields_that_more_forms_have_the_label_is_that_of_the_form_that_was_sent(client_for, gemeente):
    sent = {"version": "0", "wat": "Een actie.", "trekker": "team Zorg", "kosten": "4500", "ambitie": "AM-1"}
    text = client_for(None).post("/acties/nieuw/", sent).text
    labels = re.findall(r'<label class="utrecht-form-field__label" for="veld-\d+">([^<]*)</label>', text)
    assert labels == ["Wat gaan we doen?", "Wie trekt dit?"]


@pytest.mark.parametrize(("path", "status"), [(SAVE, 403), ("/acties/bestaat-niet/", 404), ("/weg/", 404)])
def test_a_refused_post_gives_the_typed_text_back_to_copy(client_for, lezer, zelfevaluatie, path, status):
    response = client_for(lezer).post(path, {"plan_zin": "Een <b>zin</b>.", "password": "heel geheim"})
    found = re.findall(r"<textarea [^>]*readonly>\n([^<]*)</textarea>", response.text)
    assert (response.status_code, found) == (status, ["Een &lt;b&gt;zin&lt;/b&gt;."])
    assert "heel geheim" not in response.text


def test_one_word_is_text_too(client_for, lezer, zelfevaluatie):
    sent = {"version": "3", "plan_zin": "Loket", "toelichting": "", "trekker": "2027", "csrfmiddlewaretoken": "token"}
    text = client_for(lezer).post(SAVE, sent).text
    labels = re.findall(r'<label class="utrecht-form-field__label" for="tekst-\d+">([^<]*)</label>', text)
    found = re.findall(r"<textarea [^>]*readonly>\n([^<]*)</textarea>", text)
    assert dict(zip(labels, found, strict=True)) == {"Zin voor het beleidsplan": "Loket", "Wie trekt dit?": "2027"}


def test_a_refused_get_has_nothing_to_give_back(client_for, lezer, zelfevaluatie):
    assert "Wat je had ingevuld" not in client_for(lezer).get("/weg/").text


def test_a_post_without_a_valid_token_gives_the_typed_text_back_to_copy(client_for, bewerker, zelfevaluatie):
    client = client_for(bewerker)
    client.handler.enforce_csrf_checks = True
    response = client.post(SAVE, {"plan_zin": "Een zin."})
    found = re.findall(r"<textarea [^>]*readonly>\n([^<]*)</textarea>", response.text)
    assert (response.status_code, found, 'name="plan_zin"' in response.text) == (403, ["Een zin."], False)


def test_a_post_that_cannot_be_read_to_no_page_is_404_or_400(client_for, bewerker, gemeente):
    response = client_for(bewerker).generic("POST", "/weg/", b"--x", content_type="multipart/form-data; boundary=")
    assert response.status_code in (400, 404)
