import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenants.context import in_gemeente
from tenants.files import POWERLESS
from zelfevaluatie.models import BESTAND_MAX_MB, Antwoord, Onderbouwing

PAGE = "/zelfevaluatie/BB-P1-1/"
ADD = f"{PAGE}onderbouwing/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


def archive(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in names:
            content = "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<x/>"
            target.writestr(name, content)
    return file.getvalue()


DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")
ODT = archive("mimetype", "content.xml", "META-INF/manifest.xml")
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
    assert add(client, url="https://example.org/x?a=1&b=2")["Location"] == PAGE
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
        (PDF, "bewijs.exe", "application/pdf"),
        (DOCX, "bewijs.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
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
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "bewijs.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "bewijs.png"),
        (b"MZ" + bytes(60), "bewijs.pdf"),
        (b"gewone tekst", "bewijs.pdf"),
        (archive("a.txt"), "bewijs.zip"),
        (archive("a.txt"), "bewijs.docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "bewijs.xlsx"),
    ],
)
def test_onderbouwing_add_refuses_another_type(client, content, name):
    assert errors(add(client, content, name)) == (
        422,
        {"upload": ["Dit soort bestand kan niet. Kies PDF, Word (docx), ODT, PNG of JPEG."]},
    )
    assert Onderbouwing.objects.count() == 0


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
    assert ("<script>alert" in page, "&lt;script&gt;alert(2)&lt;/script&gt;" in page) == (False, True)


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


def test_onderbouwing_delete_takes_it_away(client, own):
    response = client.post(f"{ADD}{own.pk}/weg/")
    assert (response["Location"], Onderbouwing.objects.count()) == (PAGE, 0)


@pytest.mark.parametrize(("method", "suffix"), [("get", "/"), ("post", "/weg/")])
def test_onderbouwing_of_another_gemeente_is_404(client, own, foreign, voorbeeldstad, method, suffix):
    response = getattr(client, method)(f"{ADD}{foreign.pk}{suffix}")
    with in_gemeente(voorbeeldstad):
        assert (response.status_code, Onderbouwing.objects.count()) == (404, 1)


@pytest.mark.parametrize(("method", "suffix"), [("get", "/"), ("post", "/weg/")])
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
