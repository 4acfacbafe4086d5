"""Taking in a logo: what is kept is made anew from what we know, never the file as it came."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageFile, UnidentifiedImageError

from printing.svg import BROKEN, LogoFout, read_svg

LOGO_MAX_KB = 300
LOGO_MAX = LOGO_MAX_KB * 1024
SIDE_MAX = 4_000  # of the PNG that comes in
SIDE_KEPT = 1_200  # of the one that is kept: 60 mm wide in print is some 700
PNG, SVG = "image/png", "image/svg+xml"

TOO_BIG = f"Dit bestand is te groot. Een logo mag ten hoogste {LOGO_MAX_KB} kB zijn."
TOO_WIDE = f"Deze afbeelding is te groot. Zij mag ten hoogste {SIDE_MAX} bij {SIDE_MAX} beeldpunten zijn."


@dataclass(frozen=True)
class Logo:
    content: bytes
    mimetype: str


def read_logo(content: bytes) -> Logo:
    """Judged by content, not by name. Raises LogoFout."""
    if len(content) > LOGO_MAX:
        raise LogoFout(TOO_BIG)
    logo = Logo(read_png(content), PNG) if content.startswith(b"\x89PNG\r\n\x1a\n") else Logo(read_svg(content), SVG)
    if len(logo.content) > LOGO_MAX:
        raise LogoFout(TOO_BIG)
    return logo


def read_png(content: bytes) -> bytes:
    """Pixels alone, at most SIDE_KEPT long: no metadata, no profile, no second frame."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we have a lower limit of our own
            image: Image.Image = Image.open(io.BytesIO(content), formats=["PNG"])
            if max(image.size) > SIDE_MAX:  # known before a pixel is unpacked
                raise LogoFout(TOO_WIDE)
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, says yes to half a picture
            image.load()
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except Image.DecompressionBombError:
        raise LogoFout(TOO_WIDE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise LogoFout(BROKEN) from None
    image.thumbnail((SIDE_KEPT, SIDE_KEPT))
    pixels = Image.frombytes(image.mode, image.size, image.tobytes())  # a new one, that knows nothing but its pixels
    pixels.save(made := io.BytesIO(), "PNG", optimize=True)
    return made.getvalue()
