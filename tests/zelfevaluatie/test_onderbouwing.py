import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.formats import date_format

from printing import filetypes
from tenants.context import in_gemeente
from tenants.files import POWERLESS
from tests.pages import present
from tests.printing.office_files import mail, odf, ole, ooxml, zipped
from zelfevaluatie.models import BESTAND_MAX_MB, REMOVED_KEPT, Antwoord, Onderbouwing
from zelfevaluatie.onderbouwing_actions import add_onderbouwing, enforce_retention

PAGE = "/zelfevaluatie/BB-P1-1/"
ADD = f"{PAGE}onderbouwing/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


DOCX, ODT = ooxml(), odf()
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(20) + b"\xff\xd9"


def add(client, content=None, name="bewijs.pdf", **data):
    if content is not None:
        data["upload"] = SimpleUploadedFile(name, content, content_type="text/html")
    return client.post(ADD, {"titel": "Convenant", **data})


def errors(response):
    return response.status_code, response.context["onderbouwing"].errors


@pytest.fixture
def own(zelfevaluatie):
    antwoord = Antwoord.objects.get(bouwsteen__code="BB-P1-1")
    return Onderbouwing.objects.create(
        antwoord=antwoord, titel="Eigen", bestand=PDF, bestandsnaam="eigen.pdf", mimetype="application/pdf"
    )


@pytest.fixture
def foreign(voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        antwoord = Antwoord.objects.get(bouwsteen__code="BB-P1-1")
        return Onderbouwing.objects.create(
            antwoord=antwoord, titel="LEK", bestand=PDF, bestandsnaam="lek.pdf", mimetype="application/pdf"
        )


def test_onderbouwing_add_keeps_a_link(client, bewerker):
    assert add(client, url="https://example.org/x?a=1&b=2")["Location"] == f"{PAGE}#onderbouwing"
    found = Onderbouwing.objects.get()
    assert (found.titel, found.url, found.bestand, found.created_by) == (
        "Convenant",
        "https://example.org/x?a=1&b=2",
        None,
        bewerker.pk,
    )


def test_onderbouwing_add_completes_a_link_with_https(client):
    add(client, url="example.org")
    assert Onderbouwing.objects.get().url in {"https://example.org", "https://example.org/"}


@pytest.mark.parametrize(
    ("content", "name", "mimetype"),
    [
        (PDF, "bewijs.pdf", "application/pdf"),
        (JPEG, "foto van het loket.JPEG", "image/jpeg"),
        (DOCX, "bewijs.docx", filetypes.DOCX),
        (ooxml("word/document2.xml"), "van het web.docx", filetypes.DOCX),
        (ooxml("xl/workbook.xml"), "cijfers.xlsx", filetypes.XLSX),
        (ooxml("ppt/presentation.xml"), "raad.pptx", filetypes.PPTX),
        (mail(), "afspraak.eml", "message/rfc822"),
        (ole("__properties_version1.0"), "afspraak.msg", "application/vnd.ms-outlook"),
        (ODT, "bewijs.odt", "application/vnd.oasis.opendocument.text"),
        (PNG, "bewijs.png", "image/png"),
        (JPEG, "bewijs.jpg", "image/jpeg"),
    ],
)
def test_onderbouwing_add_keeps_a_file_with_the_type_of_its_content(client, content, name, mimetype):
    add(client, content, name)
    found = Onderbouwing.objects.get()
    assert (bytes(found.bestand), found.bestandsnaam, found.mimetype) == (content, name, mimetype)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<!doctype html><script>alert(1)</script>", "bewijs.pdf", filetypes.OTHER),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "bewijs.png", filetypes.OTHER),
        (b"MZ" + bytes(60), "bewijs.pdf", filetypes.OTHER),
        (b"gewone tekst", "bewijs.pdf", filetypes.OTHER),
        (zipped({"a.txt": "x"}), "bewijs.zip", filetypes.OTHER),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "bewijs.xlsx", filetypes.OTHER),
        (ooxml(word__vbaProject_dot_bin=b"x"), "bewijs.docx", filetypes.MACROS),
        (ole("EncryptedPackage"), "bewijs.docx", filetypes.LOCKED),
        (ole("WordDocument"), "bewijs.doc", filetypes.OLD.format("Word (.doc)", "docx")),
    ],
)
def test_onderbouwing_add_refuses_another_type(client, content, name, words):
    assert errors(add(client, content, name)) == (422, {"upload": [words]})
    assert Onderbouwing.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (PDF, "rapport.hta", "rapport.hta.pdf"),
        (PDF, "factuur.exe", "factuur.exe.pdf"),
        (PDF, "x.pdf.lnk", "x.pdf.lnk.pdf"),
        (PDF, "x.pdf. ", "x.pdf"),
        (PDF, "notulen", "notulen.pdf"),
        (PDF, "convenant v1.2", "convenant v1.2.pdf"),
        (PDF, "plan\u202efdp.exe", "planfdp.exe.pdf"),
        (DOCX, "macro.docm", "macro.docm.docx"),
        (DOCX, "bewijs.pdf", "bewijs.pdf.docx"),
        (ODT, "bewijs.doc", "bewijs.doc.odt"),
        (PNG, "foto.jpg", "foto.jpg.png"),
        (mail(), "afspraak.html", "afspraak.html.eml"),
    ],
)
def test_a_file_leaves_under_the_ending_of_what_it_is(client, content, name, kept):
    add(client, content, name)
    row = Onderbouwing.objects.get()
    sent = client.get(f"{ADD}{row.pk}/")["Content-Disposition"]
    assert (row.bestandsnaam, kept in sent) == (kept, True)


def test_the_files_of_a_gemeente_have_a_limit_together(client, own, settings):
    settings.BESTANDEN_MAX_MB = 2
    add(client, PDF + bytes(1024 * 1024), "eerste.pdf")
    status, found = errors(add(client, PDF + bytes(1024 * 1024 + 1), "tweede.pdf"))
    assert (status, list(found)) == (422, ["upload"])
    assert found["upload"][0].startswith(
        "De bestanden van jullie gemeente mogen samen ten hoogste 2 MB zijn; er is nog 0"
    )
    assert Onderbouwing.objects.filter(bestandsnaam="tweede.pdf").count() == 0
    client.post(f"{ADD}{own.pk}/weg/")
    assert add(client, PDF + bytes(1000), "klein.pdf").status_code == 302


def test_onderbouwing_add_refuses_a_file_that_is_too_large(client):
    response = add(client, PDF + bytes(BESTAND_MAX_MB * 1024 * 1024))
    assert errors(response) == (422, {"upload": ["Dit bestand is te groot. Het mag ten hoogste 20 MB zijn."]})


def test_onderbouwing_add_accepts_a_file_of_the_full_size(client):
    content = PDF + bytes(BESTAND_MAX_MB * 1024 * 1024 - len(PDF))
    add(client, content)
    assert len(Onderbouwing.objects.get().bestand) == BESTAND_MAX_MB * 1024 * 1024


def test_onderbouwing_add_refuses_an_empty_file(client):
    status, found = errors(add(client, b""))
    assert (status, list(found)) == (422, ["upload"])


@pytest.mark.parametrize("data", [{}, {"url": "https://example.org", "content": PDF}])
def test_onderbouwing_add_asks_for_a_link_or_a_file(client, data):
    assert errors(add(client, **data)) == (422, {"__all__": ["Geef een link of kies een bestand: een van de twee."]})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "geen link"),
        ("url", "ftp://example.org/x"),
        ("url", "https://a\x00b.nl"),
        ("titel", "x" * 201),
        ("titel", ""),
        ("titel", "a\x00b"),
        ("url", "https://example.org/" + "x" * 2_000),
    ],
)
def test_onderbouwing_add_refuses_an_odd_value_and_keeps_it(client, field, value):
    response = add(client, **{"url": "https://example.org", field: value})
    status, found = errors(response)
    assert (status, list(found), response.context["onderbouwing"][field].value()) == (422, [field], value)


def test_onderbouwing_add_does_not_touch_the_answer_on_the_page(client):
    client.post(f"{PAGE}opslaan/", {"version": "0", "plan_zin": "Wij."})
    response = add(client)
    assert response.context["form"]["plan_zin"].value() == "Wij."


def test_script_in_a_title_or_file_name_is_shown_as_text(client):
    add(client, PDF, "<script>alert(1)</script>.pdf", titel="<script>alert(2)</script>")
    page = client.get(PAGE).text
    assert present(page, "<script>alert", "&lt;script&gt;alert(2)&lt;/script&gt;") == [
        "&lt;script&gt;alert(2)&lt;/script&gt;"
    ]


def test_onderbouwing_download_gives_the_file_and_makes_it_harmless(client, own):
    response = client.get(f"{ADD}{own.pk}/")
    names = (
        "Content-Type",
        "Content-Disposition",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Cache-Control",
    )
    assert (response.content, [response[name] for name in names]) == (
        PDF,
        [
            "application/pdf",
            'attachment; filename="eigen.pdf"',
            POWERLESS,
            "nosniff",
            "private, no-store",
        ],
    )


@pytest.mark.parametrize(
    "name", ['a"; filename="b.exe', "a\r\nSet-Cookie: x=1", "überzicht.pdf", "../../etc/passwd", "..", "???", ""]
)
def test_onderbouwing_download_survives_an_odd_name(client, own, name):
    Onderbouwing.objects.update(bestandsnaam=name)
    response = client.get(f"{ADD}{own.pk}/")
    assert (response.status_code, response.headers.get("Set-Cookie")) == (200, None)
    assert not set('\r\n/"') & set(response["Content-Disposition"].removeprefix('attachment; filename="').rstrip('"'))


def test_onderbouwing_delete_asks_first(client, own):
    page = client.get(f"{ADD}{own.pk}/weg/")
    assert (page.status_code, Onderbouwing.objects.present().count()) == (200, 1)
    assert "‘Eigen’ verwijderen?" in page.text
    assert f'href="{ADD}{own.pk}/weg/"' in client.get(PAGE).text


def test_onderbouwing_delete_takes_it_away_and_restore_puts_it_back(client, own, bewerker):
    response = client.post(f"{ADD}{own.pk}/weg/")
    own.refresh_from_db()
    assert (response["Location"], own.removed_by) == (f"{PAGE}#onderbouwing", bewerker.pk)
    page = client.get(PAGE)
    assert (page.context["onderbouwingen"], page.context["verwijderd"]) == ([], [(own, str(bewerker))])
    assert [client.get(f"{ADD}{own.pk}/").status_code, client.post(f"{ADD}{own.pk}/weg/").status_code] == [404, 404]
    client.post(f"{ADD}{own.pk}/terug/")
    page = client.get(PAGE)
    assert ([row for row, _ in page.context["onderbouwingen"]], page.context["verwijderd"]) == ([own], [])
    assert client.get(f"{ADD}{own.pk}/").content == PDF


def test_onderbouwing_restore_by_a_second_click_says_the_same(client, own):
    client.post(f"{ADD}{own.pk}/weg/")
    found = [client.post(f"{ADD}{own.pk}/terug/") for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in found] == [(302, f"{PAGE}#onderbouwing")] * 2
    assert [row for row, _ in client.get(PAGE).context["onderbouwingen"]] == [own]


def test_what_was_removed_goes_for_good_after_its_term(client, own, gemeente):
    client.post(f"{ADD}{own.pk}/weg/")
    with connection_of_the_platform(gemeente):
        assert enforce_retention() == {"onderbouwingen": 0}
    Onderbouwing.objects.update(removed_at=timezone.now() - REMOVED_KEPT - timedelta(hours=1))
    assert (client.get(PAGE).context["verwijderd"], client.post(f"{ADD}{own.pk}/terug/").status_code) == ([], 404)
    with connection_of_the_platform(gemeente):
        assert enforce_retention() == {"onderbouwingen": 1}
    assert Onderbouwing.objects.count() == 0


@contextmanager
def connection_of_the_platform(gemeente):
    connection.set_schema_to_public()
    yield
    connection.set_tenant(gemeente)


def test_the_same_file_or_link_is_not_kept_twice_at_a_bouwsteen(client, own):
    assert errors(add(client, PDF)) == (422, {"__all__": ["Dit staat al bij deze bouwsteen, als ‘Eigen’."]})
    add(client, url="https://example.org/plan")
    assert errors(add(client, url="https://example.org/plan")) == (
        422,
        {"__all__": ["Dit staat al bij deze bouwsteen, als ‘Convenant’."]},
    )
    client.post("/zelfevaluatie/BB-P1-2/onderbouwing/", {"titel": "Ook hier", "url": "https://example.org/plan"})
    add(client, PDF + b" ")
    assert Onderbouwing.objects.count() == 4


def test_what_was_removed_may_be_added_again(client, own):
    client.post(f"{ADD}{own.pk}/weg/")
    add(client, PDF)
    assert Onderbouwing.objects.present().get().titel == "Convenant"


def test_a_form_that_is_sent_twice_makes_one(client, bewerker):
    new = client.get(PAGE).context["onderbouwing"]["nieuw"].value()
    found = [add(client, PDF, nieuw=new)["Location"], add(client, PDF, nieuw=new)["Location"]]
    assert (found, str(Onderbouwing.objects.get().pk)) == ([f"{PAGE}#onderbouwing"] * 2, str(new))


def test_an_id_of_something_else_is_not_taken_for_the_same(client, own, bewerker):
    other = Onderbouwing(pk=own.pk, antwoord=own.antwoord, titel="x", url="https://a.nl", created_by=bewerker.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        add_onderbouwing(row=other)


def test_each_onderbouwing_says_when_by_whom_and_how_large(client, bewerker):
    add(client, PDF + bytes(1_500_000), titel="Groot")
    page = " ".join(client.get(PAGE).text.split())
    today = date_format(timezone.localdate(), "j F Y")
    assert f"bewijs.pdf, 1,5 MB. Toegevoegd op {today} door {bewerker}." in page


def test_the_form_warns_before_leaving_and_names_what_it_takes(client):
    page = " ".join(client.get(PAGE).text.split())
    form = page[page.index(f'action="{ADD}"') :].partition(">")[0]
    assert "data-opslaan" in form
    assert 'accept=".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.eml,.msg,.png,.jpg,.jpeg"' in page


@pytest.mark.parametrize(
    "wanted",
    ["x" * 300 + ".pdf", "Coördinatie ’s-Gravenhage.pdf", "a.b.c.pdf", "GROOT.PDF"],
)
def test_a_long_name_keeps_its_ending(client, wanted):
    add(client, PDF, wanted)
    kept = Onderbouwing.objects.get().bestandsnaam
    assert kept == (wanted if len(wanted) < 200 else "x" * 196 + ".pdf")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_with_onderbouwing_costs_a_fixed_number_of_queries(client, own, django_assert_num_queries, count):
    for number in range(count):
        add(client, PDF + bytes(number + 1))
    with django_assert_num_queries(6):
        client.get(PAGE)


@pytest.mark.parametrize(("method", "suffix"), [("get", "/"), ("get", "/weg/"), ("post", "/weg/"), ("post", "/terug/")])
def test_onderbouwing_of_another_gemeente_is_404(client, own, foreign, voorbeeldstad, method, suffix):
    response = getattr(client, method)(f"{ADD}{foreign.pk}{suffix}")
    with in_gemeente(voorbeeldstad):
        assert (response.status_code, Onderbouwing.objects.count()) == (404, 1)


@pytest.mark.parametrize(("method", "suffix"), [("get", "/"), ("get", "/weg/"), ("post", "/weg/"), ("post", "/terug/")])
def test_onderbouwing_of_another_bouwsteen_is_404(client, own, method, suffix):
    response = getattr(client, method)(f"/zelfevaluatie/BB-P1-2/onderbouwing/{own.pk}{suffix}")
    assert (response.status_code, Onderbouwing.objects.count()) == (404, 1)


def test_onderbouwing_download_of_a_link_or_an_unknown_id_is_404(client, own):
    link = Onderbouwing.objects.create(antwoord=own.antwoord, titel="x", url="https://example.org")
    assert [client.get(f"{ADD}{pk}/").status_code for pk in (link.pk, uuid.uuid4(), "x")] == [404] * 3


def test_lezer_may_download_but_not_delete(client_for, lezer, own):
    reader = client_for(lezer)
    statuses = (reader.get(f"{ADD}{own.pk}/").status_code, reader.post(f"{ADD}{own.pk}/weg/").status_code)
    assert (statuses, Onderbouwing.objects.count()) == ((200, 403), 1)
