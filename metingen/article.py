"""A published round as an article: sentences, charts, and what a reader needs to quote them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.timezone import localtime

from charts.figure import Figure
from metingen.article_figures import figures_of, own_questions, questions, themas
from metingen.article_queries import Reading, reading_of
from metingen.article_words import group_sentences, sentences_of
from metingen.models import Publicatie
from metingen.publicatie_queries import Answers, Groep, Soort, answers_of


@dataclass(frozen=True)
class Article:
    reading: Reading

    @property
    def publicatie(self) -> Publicatie:
        return self.reading.now.publicatie

    @property
    def query(self) -> str:
        """After the address of its page."""
        return ""

    @property
    def source(self) -> str:
        """How one names it, without who offers it and where."""
        now = self.reading.now
        return f"groepscijfers {now.titel}, {self.versie}, n = {now.deelnemers} van {now.gevraagd} gemeenten"

    @property
    def versie(self) -> str:
        day = date_format(localtime(self.publicatie.created_at), "j F Y")
        return f"versie {self.publicatie.nummer} van {day}"

    @property
    def of_whom(self) -> str:
        """What a percentage is of, as one says it beside each."""
        return f"van de {self.reading.now.deelnemers} die meededen"

    def figure(self, anchor: str) -> Figure | None:
        return next((each for each in self.figures if each.anchor == anchor), None)

    @cached_property
    def sentences(self) -> list[str]:
        return sentences_of(self.reading)

    @cached_property
    def figures(self) -> list[Figure]:
        return figures_of(self.reading)


@dataclass(frozen=True)
class GroupArticle(Article):
    """Of one group, beside the country."""

    groep: Groep
    answers: dict[str, Answers]

    @property
    def query(self) -> str:
        return f"?groep={self.groep.key}"

    @property
    def source(self) -> str:
        return (
            f"groepscijfers {self.reading.now.titel}, {self.groep.titel}, {self.versie}, "
            f"n = ongeveer {self.groep.n} gemeenten"
        )

    @property
    def of_whom(self) -> str:
        return f"van de ongeveer {self.groep.n} uit deze groep die meededen"

    @cached_property
    def sentences(self) -> list[str]:
        return group_sentences(self.answers, self.groep.n)

    @cached_property
    def figures(self) -> list[Figure]:
        about = f"{self.groep.titel}, n = ongeveer {self.groep.n} gemeenten die meededen."
        land = self.reading.now.land
        found: list[Figure] = [
            themas(self.answers, self.reading.basis, about, land),
            questions(self.answers, about, land),
        ]
        if vragen := self.reading.vragen:
            found.append(own_questions(vragen, self.answers, about, land))
        return found


def article_of(publicatie: Publicatie, published: Sequence[Publicatie], groep: Groep | None = None) -> Article:
    """`groep`: which was chosen; without, or when it is the country, the article is about all."""
    reading = reading_of(publicatie, published)
    if groep is None or groep.soort == Soort.LAND:
        return Article(reading)
    return GroupArticle(reading, groep, answers_of(publicatie, groep))


def published_rounds() -> list[Publicatie]:
    """Of each round what is shown of it now, the newest round first."""
    found = Publicatie.objects.published().newest().select_related("meetronde__kaderversie")
    return sorted(found, key=lambda each: each.meetronde.periode_van, reverse=True)


def newest_of(published: Sequence[Publicatie]) -> Publicatie | None:
    """A real round before an exercise."""
    return next((each for each in published if not each.meetronde.voorbeeld), published[0] if published else None)
