"""An address as a QR code: a drawing of black squares, without any script or style."""

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

BORDER = 4  # squares of white around it, as the standard asks


@dataclass(frozen=True)
class Drawing:
    """How many squares it is wide and high, its border with it, and the path of the black ones."""

    size: int
    black: str


def drawing_of(url: str) -> Drawing:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=BORDER)
    code.add_data(url)
    rows = code.get_matrix()
    black = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return Drawing(len(rows), black)


def qr_svg(url: str) -> bytes:
    drawing = drawing_of(url)
    size = drawing.size
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size * 8}" height="{size * 8}"'
        f' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path d="{drawing.black}"/></svg>\n'
    )
    return svg.encode()
