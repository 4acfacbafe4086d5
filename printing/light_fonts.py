"""Embedding our fonts quickly, and alike on every machine. Only the process of child.py loads this.

What WeasyPrint embeds has no tables for layout, and it drops them; but its fontTools first reads them whole, 290 kB of
kerning, which took more than half a second for each face. HarfBuzz would not, but it is not on every machine, and with
it the same plan would have other bytes.
"""

from typing import Any

from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts

FOR_LAYOUT = ("GPOS", "GSUB", "GDEF", "BASE", "STAT", "DSIG")


def without_layout(file: Any, **options: Any) -> TTFont:
    font = TTFont(file, **options)
    for tag in FOR_LAYOUT:
        if tag in font:
            del font[tag]
    return font


def use_light_fonts() -> None:
    fonts.TTFont = without_layout
    fonts.harfbuzz_subset = None
