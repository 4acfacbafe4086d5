"""The paragraphs of a document as people read them, from each format; and what the process that reads may not do."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from printing.pdf import environment, render_pdf
from printing.reading.docx import read_docx
from printing.reading.lines import read_text
from printing.reading.odt import read_odt
from printing.reading.pieces import PIECE_MAX, parts_of
from printing.reading.reader import read_document
from printing.reading.web import read_web
from tests.printing.office_files import W, docx, odf

NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
STYLES = (
    f"<w:styles {W}>"
    '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Eigen"><w:name w:val="Ons kopje"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="Lijst"><w:name w:val="List Paragraph"/></w:style>'
    "</w:styles>"
)
EXPECTED = [
    (("1 Inleiding",), "alinea", "Wij pakken mensenhandel aan."),
    (("1 Inleiding", "1.1 Acties"), "punt", "Wij geven elk jaar een training aan alle collega’s van de balie."),
    (("1 Inleiding", "1.1 Acties"), "punt", "Wij controleren twee keer per jaar samen met de politie."),
    (("1 Inleiding", "1.1 Acties"), "rij", "Folder maken in zes talen. Wie: Communicatie. Wanneer: 2023."),
]


def shown(pieces):
    return [(piece.kop, piece.soort, piece.tekst) for piece in pieces]


def p(text, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells):
    return f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"


BODY = (
    p("1 Inleiding .... 3", "Inhopg1")
    + p("1 Inleiding", "Kop1")
    + p("Wij pakken mensen\u00adhandel aan.")
    + p("1.1 Acties", "Eigen")
    + p("Wij geven elk jaar een training aan alle collega’s van de balie.", "Lijst")
    + p("Wij controleren twee keer per jaar samen met de politie.", "Lijst")
    + f"<w:tbl>{row('Wat', 'Wie', 'Wanneer')}{row('Folder maken in zes talen', 'Communicatie', '2023')}</w:tbl>"
)
ODT = f"""<office:document-content {NS}><office:body><office:text>
<text:table-of-content><text:index-body><text:p>1 Inleiding 3</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="1">1 Inleiding</text:h><text:p>Wij pakken <text:span>mensen</text:span>handel aan.</text:p>
<text:h text:outline-level="2">1.1 Acties</text:h>
<text:list><text:list-item><text:p>Wij geven elk jaar een training<text:s/>aan alle collega’s van de balie.</text:p>
</text:list-item><text:list-item><text:p>Wij controleren twee keer per jaar samen met de politie.</text:p>
</text:list-item></text:list>
<table:table>{
    "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in cells)}"
        "</table:table-row>"
        for cells in (("Wat", "Wie", "Wanneer"), ("Folder maken in zes talen", "Communicatie", "2023"))
    )
}</table:table></office:text></office:body></office:document-content>"""
WEB = """<!doctype html><html><head><title>x</title><style>p {}</style></head><body><nav><p>Naar de inhoud</p></nav>
<main><h2>1 Inleiding</h2><p>Wij pakken <b>mensen</b>handel aan.</p><h3>1.1 Acties</h3><ul>
<li>Wij geven elk jaar een training aan alle collega’s van de balie.</li>
<li><p>Wij controleren twee keer per jaar samen met de politie.</p></li></ul>
<table><tr><th>Wat</th><th>Wie</th><th>Wanneer</th></tr><tr>
<td><p>Folder maken in zes talen</p></td><td>Communicatie</td><td>2023</td></tr></table></main>
<footer><p>Over deze site</p></footer><script>alert(1)</script></body></html>"""


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_docx, docx(BODY, word__styles_dot_xml=STYLES)),
        (read_odt, odf(content=ODT)),
        (read_web, WEB.encode()),
    ],
    ids=["docx", "odt", "html"],
)
def test_each_format_gives_the_same_paragraphs(read, content):
    assert shown(read(content)) == EXPECTED


PASTED = """Beleidsplan mensenhandel

1. Inleiding en doel van dit stuk: zo werken wij
samen met anderen
Mensenhandel komt in onze gemeente voor. Dat zien wij in de horeca, in de land- en tuinbouw en ook in de pro-
stitutie. Wij willen daar iets aan doen.
Daarom is er nu dit plan, waarin staat wat wij de komende vier jaar gaan doen en wie dat doet binnen onze

gemeente en daarbuiten.

12

1.1 Acties en resultaten
• Wij geven elk jaar een training aan alle collega’s van de balie en van de wijkteams, wie
nieuw is;
• Wij controleren twee keer per jaar.
https://www.voorbeeld.example/een-adres
Wij gebruiken:
• de APV
• Wet Bibob
"""


def test_lines_become_paragraphs_again():
    assert shown(read_text(PASTED.encode())) == [
        (
            ("1. Inleiding en doel van dit stuk: zo werken wij samen met anderen",),
            "alinea",
            "Mensenhandel komt in onze gemeente voor. Dat zien wij in de horeca, in de land- en tuinbouw en ook in de "
            "prostitutie. Wij willen daar iets aan doen.",
        ),
        (
            ("1. Inleiding en doel van dit stuk: zo werken wij samen met anderen",),
            "alinea",
            "Daarom is er nu dit plan, waarin staat wat wij de komende vier jaar gaan doen en wie dat doet binnen onze "
            "gemeente en daarbuiten.",
        ),
        (
            ("1. Inleiding en doel van dit stuk: zo werken wij samen met anderen", "1.1 Acties en resultaten"),
            "punt",
            "Wij geven elk jaar een training aan alle collega’s van de balie en van de wijkteams, wie nieuw is.",
        ),
        (
            ("1. Inleiding en doel van dit stuk: zo werken wij samen met anderen", "1.1 Acties en resultaten"),
            "punt",
            "Wij controleren twee keer per jaar.",
        ),
        (
            ("1. Inleiding en doel van dit stuk: zo werken wij samen met anderen", "1.1 Acties en resultaten"),
            "alinea",
            "Wij gebruiken: de APV; Wet Bibob.",
        ),
    ]


NUMBERED = """2 De aanpak van mensenhandel
Onze gemeente werkt al jaren aan een goede aanpak van mensenhandel en doet dat samen met de
politie en met andere gemeenten in de regio.
3 Het beleid
Elke nieuwe collega krijgt binnen een half jaar de basistraining over signalen van mensenhandel.
1 De cijfers komen uit het jaarverslag van CoMensha over 2021, dat in mei 2022 is verschenen.
"""


def test_a_heading_that_begins_as_a_footnote_does_is_a_heading():
    aanpak = (
        "Onze gemeente werkt al jaren aan een goede aanpak van mensenhandel en doet dat samen met de politie en met "
        "andere gemeenten in de regio."
    )
    beleid, noot = NUMBERED.splitlines()[4:]
    assert shown(read_text(NUMBERED.encode())) == [
        (("2 De aanpak van mensenhandel",), "alinea", aanpak),
        (("3 Het beleid",), "alinea", f"{beleid} {noot}"),
    ]


def test_a_short_footnote_is_no_heading():
    text = "2. Opvang en hulp\n\nWij regelen opvang.\n\n7 De B8-vergunning\n\nActies\n\n• Wij geven les aan collega’s."
    assert read_text(text.encode())[-1].kop == ("2. Opvang en hulp", "Acties")


def test_a_footnote_takes_no_text_with_it():
    notes = ["1 Zie de bijlage.", "3 Voor wie dat zijn, zie", "4 Volgens cijfers van CoMensha"]
    lines = ["Wij geven les.", "2 De aanpak van mensenhandel", "Onze gemeente werkt al jaren.", *notes]
    found = read_text("\n\n".join([*lines, "Wij controleren met de politie en de arbeidsinspectie samen."]).encode())
    said = " ".join(part for piece in found for part in (*piece.kop, piece.tekst))
    assert "Onze gemeente werkt al jaren." in said
    assert [note for note in notes if note in said] == []


REFERENCE = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    + "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for n, text in enumerate(["Artikel 273f Sr.", "Jaarverslag van CoMensha.", "Niet meer waar.", "Team Zorg."], 1)
    )
    + "</w:footnotes>"
)
ENDNOTES = f'<w:endnotes {W}><w:endnote w:id="1">{p("Zie bijlage 3.")}</w:endnote></w:endnotes>'


def test_a_footnote_is_a_paragraph_behind_what_it_is_about():
    """Behind the whole list, so that a list stays one; not what was deleted under tracked changes."""
    noted = [p(text).replace("</w:p>", REFERENCE.format("footnote", n) + "</w:p>") for text, n in (("Wij helpen.", 1),)]
    deleted = f"<w:del>{REFERENCE.format('footnote', 3)}</w:del>"
    points = [
        p(text, "Lijst").replace("</w:p>", f"{REFERENCE.format(kind, n)}{more}</w:p>")
        for text, kind, n, more in (("de APV", "footnote", 2, deleted), ("Wet Bibob", "endnote", 1, ""))
    ]
    cell = p("Training").replace("</w:p>", REFERENCE.format("footnote", 4) + "</w:p>")
    rows = f"<w:tbl>{row('Wat', 'Wie')}<w:tr><w:tc>{cell}</w:tc><w:tc>{p('Zorg')}</w:tc></w:tr></w:tbl>"
    body = "".join([*noted, p("Wij gebruiken:"), *points, rows, p("2 Daarna", "Kop1"), p("Klaar.")])
    parts = {"word__styles_dot_xml": STYLES, "word__footnotes_dot_xml": FOOTNOTES, "word__endnotes_dot_xml": ENDNOTES}
    assert shown(read_docx(docx(body, **parts))) == [
        ((), "alinea", "Wij helpen."),
        ((), "alinea", "Artikel 273f Sr."),
        ((), "alinea", "Wij gebruiken: de APV; Wet Bibob."),
        ((), "alinea", "Jaarverslag van CoMensha."),
        ((), "alinea", "Zie bijlage 3."),
        ((), "rij", "Training. Wie: Zorg."),
        ((), "alinea", "Team Zorg."),
        (("2 Daarna",), "alinea", "Klaar."),
    ]


def test_a_footnote_of_an_odt_is_a_paragraph_too():
    body = "<text:note-body><text:p>{}</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    item = "<text:list-item><text:p>{}</text:p></text:list-item>".format
    body = (
        f"<text:p>Wij helpen{note.format('Artikel 273f Sr.')} iedereen.</text:p><text:p>Wij gebruiken:</text:p>"
        f"<text:list>{item('de APV' + note.format('Van 2021.'))}{item('Wet Bibob')}</text:list>"
        f"<text:h text:outline-level='1'>2 Daarna</text:h><text:p>Klaar.</text:p>"
    )
    whole = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {NS}>{whole}</office:document-content>"
    assert shown(read_odt(odf(content=content))) == [
        ((), "alinea", "Wij helpen iedereen."),
        ((), "alinea", "Artikel 273f Sr."),
        ((), "alinea", "Wij gebruiken: de APV; Wet Bibob."),
        ((), "alinea", "Van 2021."),
        (("2 Daarna",), "alinea", "Klaar."),
    ]


def test_a_table_without_names_of_columns_keeps_its_first_row():
    body = f"<w:tbl>{row('Team Zorg', 'bespreekt signalen')}{row('Team Wonen', 'controleert panden')}</w:tbl>"
    found = [piece.tekst for piece in read_docx(docx(body))]
    assert found == ["Team Zorg · bespreekt signalen", "Team Wonen · controleert panden"]


def test_a_row_and_a_cell_in_a_field_to_fill_in_are_read():
    field = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    cells = field(f"<w:tc>{p('Wij geven les.')}</w:tc>") + f"<w:tc>{p('2023')}</w:tc>"
    body = f"<w:tbl>{row('Wie', 'Wanneer')}{field(f'<w:tr>{cells}</w:tr>')}</w:tbl>"
    assert [piece.tekst for piece in read_docx(docx(body))] == ["Wij geven les. · 2023"]


def test_a_page_that_is_one_form_is_read():
    """As ASP.NET makes one."""
    page = b"<body><form><label>Zoeken</label><input><p>Wij geven les op alle scholen.</p></form></body>"
    assert [piece.tekst for piece in read_web(page)] == ["Wij geven les op alle scholen."]


def test_a_point_that_is_only_drawn_as_one_is_a_point():
    found = read_web("<body><p>• Wij geven les.</p><ul><li>– Wij controleren.</li></ul></body>".encode())
    assert [(piece.soort, piece.tekst) for piece in found] == [("punt", "Wij geven les."), ("punt", "Wij controleren.")]


def test_a_table_in_a_figure_is_read():
    """As WordPress makes one."""
    rows = "<tr><td>Wie</td><td>Wanneer</td></tr><tr><td>Communicatie</td><td>2023</td></tr>"
    page = f"<p>Planning</p><figure><table>{rows}</table><figcaption>Foto: een ander</figcaption></figure>"
    assert [piece.tekst for piece in read_web(page.encode())] == ["Planning", "Communicatie · 2023"]


def test_a_pdf_gives_its_paragraphs_without_what_returns_on_every_page():
    titles = ["Aanleiding", "Signaleren", "Opvang en hulp", "Samen met de regio"]
    texts = [f"{'Wij doen hier iets aan. ' * 12}Dat heet {titel.lower()}." for titel in titles]
    body = "".join(
        f"<h2 style='page-break-before: always'>{n} {titel}</h2><p>{text}</p>"
        for n, (titel, text) in enumerate(zip(titles, texts, strict=True), start=1)
    )
    style = "@page { @top-center { content: 'Beleidsplan 2022' } @bottom-center { content: counter(page) } }"
    html = f"<html lang='nl'><title>x</title><style>{style}</style><body>{body}</body></html>"
    made = render_pdf(html, made_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert shown(read_document(made.content, "pdf")) == [
        ((f"{n} {titel}",), "alinea", text) for n, (titel, text) in enumerate(zip(titles, texts, strict=True), start=1)
    ]


def test_what_was_deleted_is_gone_and_what_was_added_is_there():
    body = (
        "<w:p><w:r><w:t>Wij </w:t></w:r><w:del><w:r><w:delText>niets </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>geven les </w:t></w:r></w:ins><w:r><w:t>op school.</w:t></w:r></w:p>"
    )
    assert [piece.tekst for piece in read_docx(docx(body))] == ["Wij geven les op school."]


def test_what_is_too_long_is_cut_between_sentences():
    text = " ".join(["Dit is een zin van een zeker aantal woorden."] * 200)
    parts = parts_of(text)
    assert " ".join(parts) == text
    assert max(map(len, parts)) <= PIECE_MAX
    assert all(part.endswith("woorden.") for part in parts)
    assert [len(part) for part in parts_of("x" * (PIECE_MAX + 1))] == [PIECE_MAX, 1]


def test_the_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "geheim")
    monkeypatch.setenv("KOMPAS_SECRET_KEY", "geheim")
    assert "geheim" not in environment().values()


ATTEMPTS = {
    "write": "open('{path}', 'w')",
    "connect": "__import__('socket').create_connection(('127.0.0.1', 9))",
    "start": "__import__('subprocess').run(['true'])",
    "fork": "__import__('os').fork()",
    "system": "__import__('os').system('true')",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_child_can_neither_write_nor_call_nor_start_anything(attempt, tmp_path):
    """As a parser would that was taken over: from inside a reader."""
    code = ATTEMPTS[attempt].format(path=tmp_path / "x")
    program = (
        "from printing.reading import child\n"
        f"child.READERS['tekst'] = lambda content: {code}\n"
        f"child.main('tekst', 20, {512 * 1024**2})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=b"x", capture_output=True, env=environment(), check=False
    )
    assert (done.returncode, done.stderr.decode().strip(), done.stdout) == (1, "error PermissionError", b"")
    assert list(tmp_path.iterdir()) == []
