from django.db import models


class Grootteklasse(models.TextChoices):
    """By inhabitants on the peildatum."""

    KLEIN = "tot_20", "tot 20.000 inwoners"
    MIDDEL = "20_50", "20.000 tot 50.000 inwoners"
    GROOT = "50_100", "50.000 tot 100.000 inwoners"
    STAD = "vanaf_100", "100.000 inwoners of meer"

    @classmethod
    def of(cls, inwoners: int) -> "Grootteklasse":
        return next(klasse for klasse in cls if inwoners < klasse.bounds[1])

    @property
    def bounds(self) -> tuple[int, float]:
        """From how many inhabitants, and below how many."""
        limits = (0, 20_000, 50_000, 100_000, float("inf"))
        index = list(Grootteklasse).index(self)
        return int(limits[index]), limits[index + 1]
