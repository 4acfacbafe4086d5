import pytest

from zelfevaluatie.models import Antwoord


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code="BB-P1-1")
