import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from printing.logo import LOGO_MAX, PNG, SIDE_KEPT, SVG, TOO_BIG, TOO_WIDE, read_logo
from printing.svg import BROKEN, LogoFout
from tests.printing.files import png


def claimed(width, height):
    """A PNG that says it is this large, and is some hundred bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    parts = (struct.pack(">I", len(d)) + name + d + struct.pack(">I", zlib.crc32(name + d)) for name, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def text_bomb():
    info = PngImagePlugin.PngInfo()
    info.add_text("a", "x" * 20_000_000, zip=True)
    return png(pnginfo=info)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (claimed(4_001, 10), TOO_WIDE),
        (claimed(60_000, 60_000), TOO_WIDE),
        (claimed(2**31 - 1, 2**31 - 1), TOO_WIDE),
        (claimed(3_000, 3_000), BROKEN),
        (claimed(0, 10), BROKEN),
        (text_bomb(), BROKEN),
        (png()[:60], BROKEN),
        (png()[:8], BROKEN),
        (png() + b"x" * LOGO_MAX, TOO_BIG),
        (b"<svg" + b" " * LOGO_MAX, TOO_BIG),
    ],
    ids=range(10),
)
def test_read_logo_refuses_in_words(content, reason):
    with pytest.raises(LogoFout) as refused:
        read_logo(content)
    assert str(refused.value) == reason


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_read_logo_takes_every_kind_of_png(mode):
    logo = read_logo(png(mode=mode))
    made = Image.open(io.BytesIO(logo.content))
    assert (logo.mimetype, made.format, made.size) == (PNG, "PNG", (40, 20))
    assert made.mode in {"RGB", "RGBA"}


def test_a_png_is_made_anew_of_its_pixels():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "KANARIE")
    content = png((2_400, 600), pnginfo=info, icc_profile=b"KANARIE" * 9) + b"KANARIE<script>"
    made = read_logo(content).content
    assert b"KANARIE" not in made
    assert Image.open(io.BytesIO(made)).size == (SIDE_KEPT, 300)
    assert read_logo(content).content == made


def test_a_file_is_judged_by_what_is_in_it():
    assert read_logo(b'<svg viewBox="0 0 2 1"><path d="M0 0h1v1z"/></svg>').mimetype == SVG
