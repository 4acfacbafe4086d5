"""The charts of the public article, made of published figures alone. Every title is true of what is drawn: differences
that may be rounding are not told."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime

from charts.bars import Bar, Bars, Part
from charts.columns import Column, Columns
from charts.dots import Dot, Dots
from charts.figure import Figure, percent
from charts.lines import Lines, Panel, Point
from kader.models import Bouwsteen, Status
from metingen.article_queries import PER_PROVINCIE, Provincie, Reading, Round
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.models import Themavraag
from metingen.printed import LIMITS, ROUND, Share
from metingen.publicatie_queries import Answers
from metingen.tables import STATUSES, WORDS

FILLS = {status: status or "niet_ingevuld" for status in STATUSES}
OFF = ROUND - 1  # how far a printed number may be from the real one, and n half of that
# Of a question that the Kader does not ask: its answers from yes to unknown, each a fill and what counts as it.
QUESTION = {
    "ja": ("geregeld", ("ja", *HAS_PLAN)),
    "in de maak": ("in_voorbereiding", (Beleidsplan.IN_DE_MAAK,)),
    "nee": ("nog_niet", (JaNee.NEE,)),
    "weten we niet": ("nvt", (JaNee.ONBEKEND,)),
    "niet ingevuld": ("niet_ingevuld", ("",)),
}
QUESTIONS = {
    "beleidsplan": "Beleidsplan",
    "begroting": "Geld in de begroting",
    "aandachtsfunctionaris": "Aandachtsfunctionaris",
    "zorgcoordinatie": "Zorgcoördinatie",
}
IN_WORDS = "alleen in woorden, in de tabel van deze groep"
TOO_COARSE = "te grof afgerond voor een balk, zie de tabel van deze groep"
NOT_SHOWN = "wordt niet getoond"
OTHERS = (
    "Niet elke keer deden dezelfde gemeenten mee. Een lijn kan dus ook veranderen doordat andere gemeenten meededen."
)
PLANS = (
    "‘Ja’ bij het beleidsplan telt drie antwoorden op: een eigen plan, een plan met anderen, deel van een ander plan. "
    "Dat aantal kan tot twaalf naast het echte liggen."
)
PROVINCIES = (
    "Bij minder dan 25 gemeenten, en waar een getal te veel zou zeggen, staan er woorden. Het lichte vlak laat zien "
    "waar het echte cijfer ligt: ook getallen zijn afgerond. De volgorde is altijd dezelfde."
)
COUNTS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def margin(n: int) -> float:
    """How far a share of `n` may be off: the number by four, and n by two."""
    return (OFF + ROUND // 2) / max(1, n - ROUND // 2)


def in_words(number: int) -> str:
    return COUNTS[number] if number < len(COUNTS) else str(number)


def figures_of(reading: Reading) -> list[Figure]:
    found: list[Figure] = [response(reading.rounds)]
    if not reading.now.land:
        return found
    found.append(themas(reading.now.land, reading.basis, whose(reading.now)))
    if len(reading.rounds) > 1:
        found.append(over_time(reading))
    found.append(questions(reading.now.land, whose(reading.now)))
    if reading.vragen:
        found.append(own_questions(reading.vragen, reading.now.land, whose(reading.now)))
    if any(provincie.answers for provincie in reading.provincies):
        found.append(per_provincie(reading))
    return found


def whose(ronde: Round) -> str:
    """Of whom, and when it was counted."""
    day = date_format(localtime(ronde.publicatie.created_at), "j F Y")
    return f"{ronde.titel}, n = {ronde.deelnemers} gemeenten die meededen. Cijfers van {day}."


def response(rounds: Sequence[Round]) -> Columns:
    counts = [ronde.deelnemers for ronde in rounds]
    now = rounds[-1]
    if len(counts) > 1 and counts == sorted(set(counts)):
        title = "Aan elke meetronde deden meer gemeenten mee dan aan de vorige"
    else:
        title = f"Aan {now.titel} deed {now.percent} van de gemeenten mee"
    return Columns(
        anchor="respons",
        title=title,
        about=f"Gepubliceerde meetrondes, tot en met {now.titel}. Deze aantallen zijn niet afgerond.",
        what="Meetronde",
        counted="gemeenten die meededen",
        asked="alle gemeenten",
        columns=tuple(Column(ronde.jaar, ronde.deelnemers, ronde.gevraagd) for ronde in rounds),
    )


def share_of(answers: Answers | None, *waarden: str) -> float | None:
    """None where there are no numbers."""
    if answers is None or not answers.numbers or not answers.n:
        return None
    return sum(answers.numbers.get(waarde, 0) for waarde in waarden) / answers.n


def per_thema(bouwstenen: Iterable[Bouwsteen]) -> dict[str, list[str]]:
    """The codes by short title of the thema, in the order of the Kader."""
    found: dict[str, list[str]] = {}
    for bouwsteen in bouwstenen:
        found.setdefault(bouwsteen.thema.titel_kort, []).append(bouwsteen.code)
    return found


def average(shares: Sequence[float | None]) -> float | None:
    """None where one of them is not known: without it, it would be an average of something else."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known and len(known) == len(shares) else None


def themas(
    answers: Mapping[str, Answers],
    bouwstenen: Sequence[Bouwsteen],
    about: str,
    land: Mapping[str, Answers] | None = None,
) -> Bars:
    """Per thema the average of its bouwstenen; of a group beside the country."""
    groups = per_thema(bouwstenen)
    bars = tuple(thema(titel, codes, answers, land) for titel, codes in groups.items())
    shares = {bar.label: bar.share(bar.parts[0]) for bar in bars if bar.parts}
    return Bars(
        anchor="themas",
        title=compare(shares, max((each.n for each in answers.values()), default=0)),
        about=f"{about} Gemiddelde van de bouwstenen van Plateau 1, de basis voor elke gemeente.",
        note=f"De percentages zijn afgerond: {off_by(answers.values())}.",
        what="Thema",
        bars=bars,
    )


def thema(titel: str, codes: Sequence[str], answers: Mapping[str, Answers], land: Mapping[str, Answers] | None) -> Bar:
    shown = [code for code in codes if code in answers and answers[code].numbers]
    detail = f"{len(shown)} bouwstenen" if len(shown) == len(codes) else f"{len(shown)} van {len(codes)} bouwstenen"
    if not shown:
        return Bar(titel, instead=IN_WORDS if any(code in answers for code in codes) else NOT_SHOWN)
    parts = tuple(
        Part(FILLS[status], str(WORDS[status]), sum(share_of(answers[code], status) or 0 for code in shown))
        for status in STATUSES
    )
    mark = average([share_of(land.get(code), Status.GEREGELD) for code in shown]) if land else None
    return Bar(titel, parts, detail=detail, mark=mark)


def off_by(answers: Iterable[Answers]) -> str:
    """`een percentage kan 3 punten naast het echte liggen`, of the smallest group in it."""
    least = min((each.n for each in answers), default=0)
    points = min(100, round(100 * margin(least) + 0.5))
    return f"elk percentage kan tot {points} punten naast het echte liggen"


def compare(shares: Mapping[str, float], n: int) -> str:
    """What one sees, but only where it is more than rounding."""
    if len(shares) < 2:
        return "Hoe ver de thema’s zijn"
    high, low = max(shares, key=lambda titel: shares[titel]), min(shares, key=lambda titel: shares[titel])
    if shares[high] - shares[low] <= 2 * margin(n):
        return "De vijf thema’s liggen dicht bij elkaar" if len(shares) == 5 else "De thema’s liggen dicht bij elkaar"
    return f"Bij ‘{high}’ is meer geregeld dan bij ‘{low}’"


def over_time(reading: Reading) -> Lines:
    panels = tuple(
        Panel(titel, tuple(Point(ronde.jaar, thema_share(ronde, codes)) for ronde in reading.rounds))
        for titel, codes in per_thema(reading.basis).items()
    )
    return Lines(
        anchor="ontwikkeling",
        title=grown(panels, reading.rounds),
        about=f"Gemiddeld aandeel geregeld, Plateau 1, van de gemeenten die meededen. {sizes(reading.rounds)}",
        note=OTHERS,
        what="Thema",
        panels=panels,
    )


def sizes(rounds: Sequence[Round]) -> str:
    return "n = " + ", ".join(f"{ronde.deelnemers} ({ronde.jaar})" for ronde in rounds) + "."


def thema_share(ronde: Round, codes: Sequence[str]) -> float | None:
    return average([share_of(ronde.land.get(code), Status.GEREGELD) for code in codes])


def grown(panels: Sequence[Panel], rounds: Sequence[Round]) -> str:
    """How many thema's rose more than rounding can explain."""
    known = [[point.value for point in panel.points if point.value is not None] for panel in panels]
    ends = [(values[0], values[-1]) for values in known if len(values) > 1]
    noise = 2 * margin(min(ronde.deelnemers for ronde in rounds))
    rose = sum(now - before > noise for before, now in ends)
    fell = sum(before - now > noise for before, now in ends)
    if not ends or rose == fell == 0:
        return "Het aandeel dat geregeld is, bleef ongeveer gelijk"
    if rose == len(panels):
        return f"Bij alle {in_words(rose)} thema’s is meer geregeld dan in de eerste meetronde"
    more = f"Bij {in_words(rose)} van de {in_words(len(panels))} thema’s is meer geregeld dan in de eerste meetronde"
    return f"{more}, bij {in_words(fell)} minder" if fell else more


def questions(answers: Mapping[str, Answers], about: str, land: Mapping[str, Answers] | None = None) -> Bars:
    """What gemeenten have beside the Kader: a plan, money and people."""
    bars = tuple(
        question(vraag, titel, answers.get(vraag), (land or {}).get(vraag)) for vraag, titel in QUESTIONS.items()
    )
    return Bars(
        anchor="vragen",
        title=have(bars),
        about=about,
        note=f"De percentages zijn afgerond: {off_by(answers.values())}. {PLANS}",
        what="Vraag",
        bars=bars,
    )


def question(vraag: str, titel: str, answers: Answers | None, land: Answers | None) -> Bar:
    if answers is None or not answers.numbers:
        return Bar(titel, instead=NOT_SHOWN if answers is None else IN_WORDS)
    parts = [
        Part(fill, word, sum(answers.numbers[waarde] for waarde in waarden if waarde in answers.numbers))
        for word, (fill, waarden) in QUESTION.items()
        if any(waarde in answers.numbers for waarde in waarden)
    ]
    if sum(part.value > 0 for part in parts) == 1:  # several rounded numbers add up to all of them, which nobody knows
        return Bar(titel, instead=TOO_COARSE)
    return Bar(titel, tuple(parts), mark=share_of(land, *QUESTION["ja"][1]))


def have(bars: Sequence[Bar]) -> str:
    """`Ongeveer de helft heeft een aandachtsfunctionaris`, of what most or fewest have."""
    shares = {bar.label: bar.share(bar.parts[0]) for bar in bars if bar.parts}
    most = [titel.lower() for titel, share in shares.items() if share > 0.6]
    if not shares:
        return "Plan, geld en mensen"
    if len(most) == len(QUESTIONS):
        return "De meeste gemeenten die meededen hebben een plan, geld en mensen"
    if most:
        joined = most[0] if len(most) == 1 else f"{', '.join(most[:-1])} en {most[-1]}"
        return f"De meeste gemeenten die meededen antwoordden ja bij {joined}"
    return "Bij geen van deze vragen antwoordden de meeste gemeenten ja"


def own_questions(
    vragen: Iterable[Themavraag],
    answers: Mapping[str, Answers],
    about: str,
    land: Mapping[str, Answers] | None = None,
) -> Bars:
    """What this round asked beside the Kader, as far as one answers it by yes or no."""
    bars = tuple(
        question(each.name, each.vraag, answers.get(each.name), (land or {}).get(each.name)) for each in vragen
    )
    return Bars(
        anchor="eigen-vragen",
        title=said_yes([bar.share(bar.parts[0]) for bar in bars if bar.parts]),
        about=f"{about} Deze meetronde vroeg dit erbij; het staat niet in het Kader.",
        note=f"De percentages zijn afgerond: {off_by(answers.values())}.",
        what="Vraag",
        bars=bars,
    )


def said_yes(shares: Sequence[float]) -> str:
    """Of questions that can be about anything, so without what it means."""
    most = sum(share > 0.6 for share in shares)
    if not shares:
        return "Wat deze meetronde vroeg naast het Kader"
    if len(shares) == 1:
        return f"{part_of(shares[0])} van de gemeenten die meededen antwoordde ja"
    which = "elke vraag" if most == len(shares) else f"{in_words(most)} van de {in_words(len(shares))} vragen"
    return f"Op {which} naast het Kader antwoordden de meeste gemeenten ja"


def part_of(share: float) -> str:
    """In the bands of a small group, which hold whatever the rounding."""
    if share > 0.6:
        return "Een meerderheid"
    return "Ongeveer de helft" if share > 0.4 else "Minder dan de helft"


SPANS = dict(zip(Share.values, ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 1.0)), strict=True))
assert len(SPANS) == len(LIMITS) + 1


def per_provincie(reading: Reading) -> Dots:
    country = share_of(reading.now.land.get(PER_PROVINCIE), JaNee.JA)
    dots = tuple(dot(provincie) for provincie in reading.provincies)
    return Dots(
        anchor="provincies",
        title=apart(dots, country),
        about=whose(reading.now),
        note=PROVINCIES,
        what="Provincie",
        counted="aandeel met een aandachtsfunctionaris",
        country=country,
        dots=dots,
    )


def dot(provincie: Provincie) -> Dot:
    answers = provincie.answers
    share = share_of(answers, JaNee.JA)
    if answers is None:
        return Dot(provincie.naam, said="te weinig gemeenten om te tonen")
    size = f"n ≈ {answers.n}"
    if share is None:
        words = answers.share(JaNee.JA)
        return Dot(provincie.naam, span=SPANS.get(words), said=words or NOT_SHOWN, detail=size)
    span = max(0.0, share - margin(answers.n)), min(1.0, share + margin(answers.n))
    return Dot(provincie.naam, share, span, said=f"ongeveer {percent(share)}", detail=size)


def apart(dots: Sequence[Dot], country: float | None) -> str:
    """In how many provincies the country's share lies outside of what rounding allows."""
    shown = [each.span for each in dots if each.span]
    if country is None or not shown:
        return "Aandachtsfunctionarissen per provincie"
    different = sum(not low <= country <= high for low, high in shown)
    if not different:
        return "Geen provincie die we kunnen tonen, wijkt duidelijk af van het land"
    verb = "wijkt" if different == 1 else "wijken"
    some = f"{verb} er {in_words(different)} duidelijk af van het land"
    return f"Van de {in_words(len(shown))} provincies die we kunnen tonen, {some}"
