"""Choices of a plan, without its rows: what a document may know of them. The models have them too."""

from django.db import models

BIJLAGEN = (1, 2, 3, 4, 5)


class PlanStatus(models.TextChoices):
    CONCEPT = "concept", "concept"
    TER_VASTSTELLING = "ter_vaststelling", "ter vaststelling"
    VASTGESTELD = "vastgesteld", "vastgesteld"
    VERVANGEN = "vervangen", "vervangen"
    VERLOPEN = "verlopen", "verlopen"  # follows from the date, see Planversie.status_on; never stored


class Orgaan(models.TextChoices):
    COLLEGE = "college", "college van burgemeester en wethouders"
    BURGEMEESTER = "burgemeester", "burgemeester"
    RAAD = "raad", "gemeenteraad"


class Besluit(models.TextChoices):
    VASTSTELLING = "vaststelling", "stelt het plan vast"
    KENNISNAME = "kennisname", "neemt kennis van het plan"
