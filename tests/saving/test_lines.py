"""A list as a file: what Excel makes of it."""

import pytest
from django.core.exceptions import ValidationError

from saving.lines import NO_CSV, decode

TEXT = "gemeente;e-mail\nSúdwest-Fryslân;a@b.example\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_however_excel_saved_it(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00\x06\x00", b"\xd0\xcf\x11\xe0\x00\x00"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(ValidationError, match=NO_CSV):
        decode(data)
