"""An SVG that holds nothing but shapes, written anew from one that came from outside.

It is read without entities, external files or network, and copied by a list of elements and attributes. What nobody
sees (metadata, comments) is left out in silence; what would be missed, such as text or a picture, is named and refused.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import tinycss2
from lxml import etree

NO_LOGO = "Dit is geen png of svg. Kies een ander bestand."
BROKEN = "Dit bestand is beschadigd. Sla het logo opnieuw op en probeer het nog eens."
ENCODING = "Deze svg is niet als gewone tekst (UTF-8) opgeslagen. Sla het logo opnieuw op en probeer het nog eens."
ENTITIES = "In deze svg staan eigen definities (een ‘DOCTYPE’ of ‘ENTITY’). Sla het logo op als gewone svg."
SIZE = "In deze svg staat geen bruikbare maat. Sla het logo op met een breedte en een hoogte."
TOO_MUCH = "Deze svg heeft te veel onderdelen. Maak het logo eenvoudiger, of kies een png."
OUTSIDE = (
    "Deze svg verwijst naar iets buiten het bestand. Dat kan niet; zet alles in het bestand zelf, of kies een png."
)
EMPTY = "Deze svg is leeg: er staat geen vorm in. Kies een ander bestand."
NUMBER = "In deze svg staat een maat of kleur die niet klopt. Sla het logo opnieuw op, of kies een png."
NAMES = {  # what people know it by
    "script": "een script",
    "foreignObject": "een stuk webpagina",
    "image": "een foto of plaatje",
    "text": "tekst. Zet die om in vormen (contouren)",
    "animate": "beweging",
    "animateTransform": "beweging",
    "animateMotion": "beweging",
    "set": "beweging",
    "a": "een link",
}

XMLNS, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
GROUPS = {"svg", "g", "defs", "clipPath", "linearGradient", "radialGradient", "symbol"}
KNOWN = SHAPES | GROUPS | {"stop", "use"}
INVISIBLE = {"title", "desc", "metadata", "style"}  # left out; the styles are read
GEOMETRY = {
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "width", "height"),
    *("d", "points", "transform", "gradientTransform", "offset", "viewBox"),
}
WORDS = {
    *("clip-rule", "fill-rule", "stroke-linecap", "stroke-linejoin", "display", "visibility"),
    *("clipPathUnits", "gradientUnits", "spreadMethod", "preserveAspectRatio"),
}
PAINT = {
    *("fill", "stroke", "stop-color", "color", "clip-path"),
    *("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"),
    *("stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit"),
}
STYLES = PAINT | WORDS | {"transform"}
SAFE = re.compile(r"[\w\s.,#%()+-]*", re.ASCII)
LOCAL = re.compile(r"url\(\s*[\"']?(#[\w.-]+)[\"']?\s*\)", re.ASCII)
NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]{0,99}", re.ASCII)
NUMBER_MAX, ELEMENTS_MAX, DEPTH_MAX, USES_MAX = 1_000_000, 3_000, 40, 100
RATIO_MAX = 10


class LogoFout(Exception):
    """This file is no logo for us; the text is for the user."""


def read_svg(content: bytes) -> bytes:
    root = parse(content)
    elements = list(root.iter(etree.Element))
    if len(elements) > ELEMENTS_MAX or sum(tag_of(element) == "use" for element in elements) > USES_MAX:
        raise LogoFout(TOO_MUCH)
    copier = Copier(class_styles(root), {element.get("id"): element for element in elements})
    made = etree.Element(f"{{{XMLNS}}}svg", frame(root), nsmap={None: XMLNS})
    for name, value in copier.attributes(root):
        if name in PAINT | WORDS:
            made.set(name, value)
    copier.children(root, made, depth=1)
    if not any(tag_of(element) in SHAPES for element in made.iter()):
        raise LogoFout(EMPTY)
    return etree.tostring(made, encoding="utf-8")


def parse(content: bytes) -> etree._Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LogoFout(ENCODING if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else NO_LOGO) from None
    if "\0" in text:
        raise LogoFout(ENCODING)
    if "<svg" not in text and ":svg" not in text:
        raise LogoFout(NO_LOGO)
    if "<!ENTITY" in text or re.search(r"<!DOCTYPE[^>]*\[", text):
        raise LogoFout(ENTITIES)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # with an encoding that the bytes no longer have
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LogoFout(BROKEN) from None
    if tag_of(root) != "svg":
        raise LogoFout(NO_LOGO)
    return root


def tag_of(element: etree._Element) -> str:
    """Its name when it is SVG, or has no namespace; '' when it belongs to the program that made the file."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in {None, XMLNS} else ""


def frame(root: etree._Element) -> dict[str, str]:
    """Its viewBox, or one of width and height: four finite numbers of a shape that fits a title page."""
    said = root.get("viewBox") or f"0 0 {length(root.get('width'))} {length(root.get('height'))}"
    numbers = [float(number) for number in NUMBERS.findall(said)]
    if len(numbers) != 4 or not all(math.isfinite(n) and abs(n) <= NUMBER_MAX for n in numbers):
        raise LogoFout(SIZE)
    _, _, width, height = numbers
    if min(width, height) <= 0 or max(width / height, height / width) > RATIO_MAX:
        raise LogoFout(SIZE)
    box = " ".join(f"{number:g}" for number in numbers)
    return {"viewBox": box, "width": f"{100 * width / height:g}", "height": "100"}


def length(said: str | None) -> str:
    found = re.fullmatch(r"\s*([\d.]+)\s*(px|pt|mm|cm|in)?\s*", said or "")
    return found[1] if found else ""


def class_styles(root: etree._Element) -> dict[str, dict[str, str]]:
    """What `.a, .b { fill: red }` in a style sheet says per class: drawing programs write colours so."""
    found: dict[str, dict[str, str]] = {}
    for sheet in root.iter(etree.Element):
        if tag_of(sheet) != "style":
            continue
        for rule in tinycss2.parse_stylesheet("".join(sheet.itertext()), skip_comments=True, skip_whitespace=True):
            if rule.type == "at-rule" and rule.lower_at_keyword != "charset":
                raise LogoFout(OUTSIDE)
            if rule.type != "qualified-rule":
                continue
            declared = declarations(tinycss2.serialize(rule.content))
            for selector in tinycss2.serialize(rule.prelude).split(","):
                if re.fullmatch(r"\.[\w-]+", name := selector.strip(), re.ASCII):
                    found.setdefault(name[1:], {}).update(declared)
    return found


def declarations(css: str) -> dict[str, str]:
    """Those that draw; others, such as fonts, change nothing in a logo without text."""
    found = tinycss2.parse_declaration_list(css, skip_comments=True, skip_whitespace=True)
    return {
        item.lower_name: tinycss2.serialize(item.value).strip()
        for item in found
        if item.type == "declaration" and item.lower_name in STYLES
    }


@dataclass(frozen=True)
class Copier:
    """Writes again, below `to`, what it knows of an element of the file."""

    classes: dict[str, dict[str, str]]
    ids: dict[str | None, etree._Element]

    def children(self, source: etree._Element, to: etree._Element, depth: int) -> None:
        if depth > DEPTH_MAX:
            raise LogoFout(TOO_MUCH)
        for child in source:
            tag = tag_of(child)
            if not tag or tag in INVISIBLE:
                if child.tag is etree.Entity:
                    raise LogoFout(ENTITIES)
                continue
            if tag not in KNOWN:
                name = NAMES.get(tag, f"iets dat niet kan (‘{tag[:40]}’)")
                raise LogoFout(f"In deze svg staat {name}. Haal het weg, of kies een png.")
            made = etree.SubElement(to, f"{{{XMLNS}}}{tag}", dict(self.attributes(child)))
            self.children(child, made, depth + 1)

    def attributes(self, source: etree._Element) -> Iterator[tuple[str, str]]:
        styles: dict[str, str] = {}
        for name in (source.get("class") or "").split():
            styles |= self.classes.get(name, {})
        styles |= declarations(source.get("style") or "")
        own = {str(name): value for name, value in source.attrib.items()}
        for name, value in {**own, **styles}.items():
            if name == "clip-path" and any(tag_of(around) == "clipPath" for around in lineage(source)):
                raise LogoFout(TOO_MUCH)
            if name in GEOMETRY | PAINT | WORDS:
                yield name, checked(value)
            elif name == "id" and IDENTIFIER.fullmatch(value):
                yield name, value
            elif name in {"href", f"{{{XLINK}}}href"}:
                yield "href", self.target(source, value)
            elif name.lower().startswith("on"):
                raise LogoFout(f"In deze svg staat {NAMES['script']}. Haal het weg, of kies een png.")

    def target(self, source: etree._Element, value: str) -> str:
        """Within the file. What is referred to refers to nothing itself: else ten lines draw a billion shapes."""
        wanted = value.strip()
        if not wanted.startswith("#") or not IDENTIFIER.fullmatch(wanted[1:]) or wanted[1:] not in self.ids:
            raise LogoFout(OUTSIDE)
        used = self.ids[wanted[1:]]
        if any("href" in name for part in used.iter(etree.Element) for name in map(str, part.attrib)):
            raise LogoFout(TOO_MUCH)
        return wanted


def lineage(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def checked(value: str) -> str:
    """Numbers of a decent size, colours, and addresses within the file."""
    if LOCAL.fullmatch(value.strip()):
        return LOCAL.sub(r"url(\1)", value.strip())
    if "url" in value.lower() or ":" in value:
        raise LogoFout(OUTSIDE)
    if not SAFE.fullmatch(value) or any(abs(float(number)) > NUMBER_MAX for number in NUMBERS.findall(value)):
        raise LogoFout(NUMBER)
    return value
