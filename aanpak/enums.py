"""Choices of the aanpak, without its rows: what a document may know of them. The models have them too."""

from django.db import models


class Ambitie(models.IntegerChoices):
    VOORKOMEN = 1, "1. Voorkomen van slachtoffer- en daderschap"
    SIGNALEREN = 2, "2. Signaleren, melden en monitoren"
    OPVANG = 3, "3. Passende opvang en ondersteuning"
    DESKUNDIGHEID = 4, "4. Aandacht en deskundigheid"
    DADERAANPAK = 5, "5. Daderaanpak"
    SAMENWERKING = 6, "6. Bevorderen van samenwerking"


class Cadans(models.TextChoices):
    EENMALIG = "eenmalig", "eenmalig"
    DOORLOPEND = "doorlopend", "doorlopend"
    TWEEWEKELIJKS = "tweewekelijks", "elke twee weken"
    MAANDELIJKS = "maandelijks", "elke maand"
    PER_KWARTAAL = "per_kwartaal", "elk kwartaal"
    HALFJAARLIJKS = "halfjaarlijks", "twee keer per jaar"
    JAARLIJKS = "jaarlijks", "elk jaar"


class Kostensoort(models.TextChoices):
    EENMALIG = "eenmalig", "één keer"
    STRUCTUREEL = "structureel", "elk jaar"


class Prioriteit(models.TextChoices):
    NU = "nu", "nu"
    DAARNA = "daarna", "daarna"
    LATER = "later", "later"


class Staat(models.TextChoices):
    OPEN = "open", "nog te doen"
    BEZIG = "bezig", "mee bezig"
    DOORLOPEND = "doorlopend", "doorlopend"
    GEREED = "gereed", "klaar"
    VERVALLEN = "vervallen", "gaat niet door"
