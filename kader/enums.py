"""Choices of the Kader, without its rows: what a document may know of them. The models have them too."""

from django.db import models


class Status(models.TextChoices):
    """What a gemeente can answer. Not answered is the empty string, which is not the same as `nog niet`."""

    NOG_NIET = "nog_niet", "nog niet"
    IN_VOORBEREIDING = "in_voorbereiding", "in voorbereiding"
    DEELS = "deels", "deels"
    GEREGELD = "geregeld", "geregeld"
    NVT = "nvt", "n.v.t."


class Organisatieniveau(models.TextChoices):
    """Where a bouwsteen is organised; several may hold."""

    ZELF = "zelf", "wij zelf"
    BUURGEMEENTEN = "buurgemeenten", "met buurgemeenten"
    CENTRUMGEMEENTE = "centrumgemeente", "de centrumgemeente"
    REGIO = "regio", "de regio"
    LANDELIJK = "landelijk", "landelijk"
