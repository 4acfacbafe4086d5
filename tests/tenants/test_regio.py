import pytest

from tenants.models import Regio


@pytest.mark.parametrize(
    ("soort", "naam", "said"),
    [
        ("provincie", "Groningen", "Provincie Groningen"),
        ("provincie", "Voorbeeldprovincie Delta", "Voorbeeldprovincie Delta"),
        ("veiligheidsregio", "Veiligheidsregio Groningen", "Veiligheidsregio Groningen"),
        ("veiligheidsregio", "Voorbeeldregio 03", "Veiligheidsregio Voorbeeldregio 03"),
    ],
)
def test_regio_says_once_what_kind_it_is(soort, naam, said):
    assert str(Regio(soort=soort, naam=naam)) == said
