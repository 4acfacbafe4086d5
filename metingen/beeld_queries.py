"""What VNG and CoMensha may take outside: one picture of a round, the same for both, whoever shared with whom."""

from django.db.models import QuerySet

from metingen.models import Meetronde, Publicatie


def pictures() -> QuerySet[Publicatie]:
    """All that counted groups and may leave, without their files."""
    return Publicatie.objects.counting().defer("bestand").select_related("meetronde__kaderversie")


def beeld_of(meetronde: Meetronde) -> Publicatie | None:
    """The newest Groepscijfers of the round, and while there are none its last tussenstand."""
    return pictures().filter(meetronde=meetronde).order_by("soort", "-nummer").first()


def rounds_to_show() -> list[Meetronde]:
    """Newest first, those of real gemeenten before those of invented ones."""
    found = Meetronde.objects.exclude(staat=Meetronde.Staat.CONCEPT).select_related("kaderversie")
    return list(found.order_by("voorbeeld", "-periode_van", "pk"))
