"""What comes from outside is refused in words, or written anew without what could do harm; never fetched."""

import re
import socket

import pytest
from lxml import etree

from demo.answers import FOLDER
from printing import svg
from printing.svg import BROKEN, EMPTY, ENCODING, ENTITIES, NO_LOGO, NUMBER, OUTSIDE, SIZE, TOO_MUCH, LogoFout, read_svg

RECT = '<rect width="5" height="5" fill="#123456"/>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
USES = "".join(f'<g id="u{n}">{f"""<use href="#u{n - 1}"/>""" * 10}</g>' for n in range(1, 10))


def drawing(inside=RECT, attributes='viewBox="0 0 10 10"', before=""):
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {xlink} {attributes}>{inside}</svg>'.encode()


def named(what):
    return f"In deze svg staat {what}. Haal het weg, of kies een png."


REFUSED = {
    "script": (drawing(f"<script>alert(1)</script>{RECT}"), named("een script")),
    "script of another namespace": (
        drawing('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
        named("een script"),
    ),
    "onload": (drawing(attributes='viewBox="0 0 10 10" onload="alert(1)"'), named("een script")),
    "onclick on a shape": (drawing('<rect width="5" height="5" OnClick="alert(1)"/>'), named("een script")),
    "external image": (drawing('<image href="https://example.nl/a.png"/>'), named("een foto of plaatje")),
    "image as data": (drawing('<image href="data:image/png;base64,AA=="/>'), named("een foto of plaatje")),
    "foreignObject": (drawing("<foreignObject><p>x</p></foreignObject>"), named("een stuk webpagina")),
    "animation": (drawing(f'{RECT}<animate attributeName="href" to="javascript:alert(1)"/>'), named("beweging")),
    "set": (drawing('<set attributeName="onload" to="alert(1)"/>'), named("beweging")),
    "javascript link": (drawing(f'<a href="javascript:alert(1)">{RECT}</a>'), named("een link")),
    "text": (drawing("<text>Voorbeeldstad</text>"), named("tekst. Zet die om in vormen (contouren)")),
    "filter": (drawing(f"<filter id='a'/>{RECT}"), named("iets dat niet kan (‘filter’)")),
    "use of a file": (drawing('<use xlink:href="file:///etc/passwd#a"/>'), OUTSIDE),
    "use of an address": (drawing('<use href="https://example.nl/a.svg#a"/>'), OUTSIDE),
    "use of javascript": (drawing('<use href="javascript:alert(1)"/>'), OUTSIDE),
    "use of nothing": (drawing('<use href="#weg"/>'), OUTSIDE),
    "colour from an address": (drawing('<rect width="5" height="5" fill="url(https://example.nl/#a)"/>'), OUTSIDE),
    "style from an address": (drawing('<rect width="5" height="5" style="fill: url(//example.nl)"/>'), OUTSIDE),
    "escaped address": (drawing('<rect width="5" height="5" style="fill: u\\72l(//example.nl)"/>'), OUTSIDE),
    "import": (drawing(f"<style>@import url(https://example.nl/a.css);</style>{RECT}"), OUTSIDE),
    "font face": (drawing(f"<style>@font-face {{ src: url(//example.nl) }}</style>{RECT}"), OUTSIDE),
    "class with an address": (
        drawing('<style>.a { fill: url("http://example.nl") }</style><rect class="a" width="5" height="5"/>'),
        OUTSIDE,
    ),
    "billion laughs": (drawing("&a9;", before=f'<!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]>'), ENTITIES),
    "external entity": (
        drawing("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ENTITIES,
    ),
    "parameter entity": (
        drawing(before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://example.nl/x.dtd"> %x;]>'),
        ENTITIES,
    ),
    "uses of uses": (drawing(f'<g id="u0">{RECT}</g>{USES}'), TOO_MUCH),
    "use of itself": (drawing('<g id="a"><use href="#a"/></g>'), TOO_MUCH),
    "gradient of itself": (drawing(f'<linearGradient id="a" href="#a"/>{RECT}'), TOO_MUCH),
    "clip of itself": (drawing(f'<clipPath id="a" clip-path="url(#a)">{RECT}</clipPath>'), TOO_MUCH),
    "too many uses": (drawing(f'<g id="a">{RECT}</g>' + '<use href="#a"/>' * 101), TOO_MUCH),
    "too many shapes": (drawing(RECT * 3_001), TOO_MUCH),
    "too deep": (drawing("<g>" * 60 + RECT + "</g>" * 60), TOO_MUCH),
    "deeper than the parser goes": (drawing("<g>" * 5_000 + RECT + "</g>" * 5_000), BROKEN),
    "huge number": (drawing('<rect width="1e300" height="5"/>'), NUMBER),
    "colour that is no colour": (drawing('<rect width="5" height="5" fill="red;x"/>'), NUMBER),
    "huge size": (drawing(attributes='viewBox="0 0 1e9 1e9"'), SIZE),
    "no size": (drawing(attributes=""), SIZE),
    "no width": (drawing(attributes='viewBox="0 0 0 10"'), SIZE),
    "a line": (drawing(attributes='viewBox="0 0 1000 1"'), SIZE),
    "infinite size": (drawing(attributes='viewBox="0 0 1e999 10"'), SIZE),
    "NUL": (drawing("\0"), ENCODING),
    "UTF-16": (drawing().decode().encode("utf-16"), ENCODING),
    "Latin-1": (drawing("<title>caf\xe9</title>").decode().encode("latin-1"), NO_LOGO),
    "HTML": (b"<html><body><svg></svg></body></html>", NO_LOGO),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", NO_LOGO),
    "text of something else": (b"Beste collega,", NO_LOGO),
    "nothing at all": (b"", NO_LOGO),
    "half a file": (drawing()[:-8], BROKEN),
    "no shape": (drawing("<g/>"), EMPTY),
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("It asked the network.")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_do_harm_is_refused_in_words(name):
    content, reason = REFUSED[name]
    with pytest.raises(LogoFout) as refused:
        read_svg(content)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "inside",
    [
        f"<title>x</title><desc>x</desc><metadata><a>x</a></metadata>{RECT}",
        f"<!-- <script>alert(1)</script> -->{RECT}",
        f'<?xml-stylesheet href="https://example.nl/a.css"?>{RECT}',
        f'<x:view xmlns:x="http://www.inkscape.org/" onload="alert(1)"><script>alert(1)</script></x:view>{RECT}',
        '<rect width="5" height="5" fill="#123456" data-x="javascript:alert(1)" class="a" tabindex="0"/>',
        '<rect width="5" height="5" style="fill: #123456; font-family: x; background: url(https://example.nl)"/>',
        f"<style>rect {{ behavior: url(x) }} .b:hover {{ fill: url(#x) }}</style>{RECT}",
    ],
)
def test_what_nobody_sees_is_left_out(inside):
    assert read_svg(drawing(inside)) == read_svg(drawing())


def test_what_is_kept_is_shapes_and_nothing_else():
    content = b'\xef\xbb\xbf<?xml version="1.0" encoding="iso-8859-1"?>\n' + drawing(
        '<style>.a,.b{fill:#0a5}</style><defs><linearGradient id="g" x1="0"><stop offset="1" style="stop-color:#fff"/>'
        '</linearGradient></defs><path class="a" d="M0 0h5v5z"/><circle r="2" fill="url( \'#g\' )"/><g id="s">'
        '<path d="M1 1"/></g><use xlink:href="#s" x="3"/>',
        'width="20mm" height="10mm" fill-rule="evenodd"',
    )
    assert read_svg(content).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="200" height="100" fill-rule="evenodd">'
        '<defs><linearGradient id="g" x1="0"><stop offset="1" stop-color="#fff"/></linearGradient></defs>'
        '<path d="M0 0h5v5z" fill="#0a5"/><circle r="2" fill="url(#g)"/><g id="s"><path d="M1 1"/></g>'
        '<use href="#s" x="3"/></svg>'
    )


def test_a_doctype_without_definitions_is_what_older_programs_write():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert read_svg(drawing(before=doctype)) == read_svg(drawing())


def test_reading_what_was_written_changes_nothing():
    made = read_svg((FOLDER / "voorbeeldstad-logo.svg").read_bytes())
    assert read_svg(made) == made


def test_no_name_on_the_lists_can_run_or_fetch():
    allowed = svg.KNOWN | svg.GEOMETRY | svg.WORDS | svg.PAINT
    assert {
        name for name in allowed if re.match("on|script|image|foreign|anim|set$|a$|style$|mask|filter", name)
    } == set()
    made = etree.fromstring(
        read_svg(REFUSED["text"][0].replace(b"text>", b"g>").replace(b"Voorbeeldstad", RECT.encode()))
    )
    assert [etree.QName(element).localname for element in made.iter()] == ["svg", "g", "rect"]
