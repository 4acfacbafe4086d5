"""The look of a gemeente on its plan: where the logo is found, the colour as a style sheet, an address as a drawing.

A Plan is read back years later and from anywhere, so what goes into a style sheet or an address is checked here again.
"""

import base64
import binascii
import re

from openbaar.qr import Drawing, drawing_of
from printing.logo import PNG, SVG
from reports.document.plan import PlanHuisstijl

NAMES = {PNG: "eigen/logo.png", SVG: "eigen/logo.svg"}
STYLE = "eigen/accent.css"
CONTRAST_MIN = 4.5
HEX = re.compile(r"#[0-9a-f]{6}")
WEB = ("https://", "http://")  # a plan that was kept leads nowhere else


def logo_of(look: PlanHuisstijl) -> bytes:
    """Empty when there is none, or nothing that can be one."""
    if look.logo_mimetype not in NAMES:
        return b""
    try:
        return base64.b64decode(look.logo, validate=True)
    except (binascii.Error, ValueError):
        return b""


def logo_asset(look: PlanHuisstijl) -> str:
    """The address of the logo for the process that makes the PDF; empty without a logo."""
    return f"asset:{NAMES[look.logo_mimetype]}" if logo_of(look) else ""


def logo_data(look: PlanHuisstijl) -> str:
    """The logo as an address that holds it, for a file that stands alone."""
    return f"data:{look.logo_mimetype};base64,{look.logo}" if logo_of(look) else ""


def accent_of(look: PlanHuisstijl) -> str:
    """`0d5665`, or empty for the colour of Kompas."""
    return look.accent[1:] if HEX.fullmatch(look.accent) else ""


def accent_css(accent: str) -> str:
    return f".plan, .plan-contents {{ --plan-accent: #{accent}; }}\n"


def assets(look: PlanHuisstijl) -> dict[str, bytes]:
    """What the process that makes the PDF may open besides our own files; html.py names the same."""
    found = {NAMES[look.logo_mimetype]: logo} if (logo := logo_of(look)) else {}
    if accent := accent_of(look):
        found[STYLE] = f"{accent_css(accent)}@page {{ @top-right {{ color: #{accent}; }} }}\n".encode()
    return found


def contrast(accent: str) -> float:
    """With white, as WCAG 2 counts it: from 1 to 21. `accent` as #0d5665."""
    return 1.05 / (luminance(rgb(accent)) + 0.05)


def rgb(accent: str) -> tuple[int, int, int]:
    red, green, blue = (int(accent[n : n + 2], 16) for n in (1, 3, 5))
    return red, green, blue


def luminance(color: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def darker(accent: str) -> str:
    """The nearest colour of the same hue that can be read on white."""
    color = rgb(accent)
    for part in range(100, -1, -1):
        found = "#{:02x}{:02x}{:02x}".format(*(round(value * part / 100) for value in color))
        if contrast(found) >= CONTRAST_MIN:
            return found
    raise AssertionError("Black can always be read.")


def qr_of(adres: str) -> Drawing | None:
    """Of where a file of the plan can be checked."""
    return drawing_of(adres) if adres.startswith(WEB) else None
