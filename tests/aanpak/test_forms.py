from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from aanpak.forms import EuroField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("4500", 4500), ("4.500", 4500), ("4.500,50", 4500.5), ("€ 12,5", 12.5), ("1.234.567", 1234567), ("99.50", 99.5)],
)
def test_eurofield_reads_dutch_notation(typed, amount):
    assert EuroField(max_digits=10, decimal_places=2).clean(typed) == Decimal(str(amount))


@pytest.mark.parametrize("typed", ["4.50.0", "1,2,3", "4.500.00", "twee", "-1"])
def test_eurofield_refuses_what_is_no_amount(typed):
    with pytest.raises(ValidationError):
        EuroField(max_digits=10, decimal_places=2, min_value=0).clean(typed)
