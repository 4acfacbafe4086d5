"""The drawing, read back square by square."""

import re

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from openbaar.qr import BORDER, qr_svg

URL = "https://kompas.example/plannen/stadskanaal/2027-2030/"


def test_qr_svg_draws_every_square_and_no_other():
    drawing = qr_svg(URL).decode()
    squares = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawing)}
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(URL)
    rows = code.get_matrix()
    expected = {(x + BORDER, y + BORDER) for y, row in enumerate(rows) for x, black in enumerate(row) if black}
    assert (squares, f'viewBox="0 0 {len(rows) + 2 * BORDER} ' in drawing) == (expected, True)
