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


class Formaat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    ODT = "odt", "ODT"
    HTML = "html", "webpagina"
    METADATA = "metadata", "metadata"
    BESTUURDER = "bestuurder", "voor de bestuurder"
    DROP = "drop", "Word voor DROP"
    COLLEGEVOORSTEL = "collegevoorstel", "collegevoorstel in Word"
    COLLEGEVOORSTEL_PDF = "collegevoorstel_pdf", "collegevoorstel"
    COLLEGEVOORSTEL_ODT = "collegevoorstel_odt", "collegevoorstel in ODT"
    UITVOERINGSPLAN = "uitvoeringsplan", "uitvoeringsplan"
    UITVOERINGSPLAN_DOCX = "uitvoeringsplan_docx", "uitvoeringsplan in Word"
    UITVOERINGSPLAN_ODT = "uitvoeringsplan_odt", "uitvoeringsplan in ODT"
    VOORTGANG_PDF = "voortgang_pdf", "voortgang"
    EVALUATIE_PDF = "evaluatie_pdf", "evaluatie"
    EVALUATIE_DOCX = "evaluatie_docx", "evaluatie in Word"
    EVALUATIE_ODT = "evaluatie_odt", "evaluatie in ODT"
    RAADSBRIEF_PDF = "raadsbrief_pdf", "raadsinformatiebrief"
    RAADSBRIEF_DOCX = "raadsbrief_docx", "raadsinformatiebrief in Word"
    RAADSBRIEF_ODT = "raadsbrief_odt", "raadsinformatiebrief in ODT"
    WIJZIGINGSBLAD = "wijzigingsblad", "wijzigingsblad"
    WIJZIGINGSBLAD_DOCX = "wijzigingsblad_docx", "wijzigingsblad in Word"
    WIJZIGINGSBLAD_ODT = "wijzigingsblad_odt", "wijzigingsblad in ODT"
