"""From a Plan to what the templates print: chapters and sections with numbers, texts as safe HTML.

The same HTML is the preview on screen and the input of the PDF. Only passages are Markdown; what a gemeente typed at a
bouwsteen or an actie is plain text, which the templates escape.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from aanpak.enums import Ambitie
from kader.enums import Status
from reports.document.begrippen import PlanBegrip, by_source, explained
from reports.document.blocks import Block, blocks, in_beeld_blocks
from reports.document.choices import MONEY, STAND, as_chosen, bijlagen_of, financiering_html, has_stand, stand_note
from reports.document.enums import BIJLAGEN
from reports.document.in_beeld import IN_BEELD, has_in_beeld, sectors
from reports.document.look import accent_of, logo_asset, qr_of
from reports.document.means import count, means_of
from reports.document.money import money_of
from reports.document.naming import joined
from reports.document.passage import INLEIDING, LOKAAL, MIDDELEN, VOORWOORD, Mark, Place, anchor, chapter_of
from reports.document.plan import Plan, PlanActie, PlanDeel, PlanPassage, PlanZin
from reports.document.samenvatting import kern_of
from reports.document.scenarios import scenarios_of
from reports.document.sources import checked_most, of_whom, sources, titled
from reports.document.used import LAWS, laws_note
from sjablonen.markdown import markdown

AMBITIES = [f"ambitie_{ambitie}" for ambitie in Ambitie]
ROUTES, PLAN_CODE = "bijlage_5", "AB-P1-4"
EXAMPLES = {f"{ROUTES}.{melder}" for melder in ("medewerker", "professional", "burger")}
KERN, BEGRIPPEN = "kern", "reports/document/begrippen.html"
ENTRIES_MAX = 41  # of the contents, as large as they are on one page
ADOPTION = {"ter_vaststelling", "vastgesteld"}
WITH_ADOPTION = "Met de vaststelling van dit plan hebben wij een beleidsplan voor de aanpak van mensenhandel."


@dataclass(frozen=True)
class Text:
    titel: str
    html: SafeString
    code: str = ""  # of the passage; the words of the Kader have none
    naam: str = ""  # this and the next two only in the preview, see preview.py
    heading: str = "h4"
    layer: Place | None = None
    to_check: str = ""  # what must be checked first, of a text that the gemeente took in all the same


@dataclass(frozen=True)
class Done:
    """What is arranged without a sentence about it, as a list of titles."""

    titel: str
    zinnen: tuple[PlanZin, ...]

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(zin.titel for zin in self.zinnen)


@dataclass(frozen=True)
class Section:
    """A numbered part of the text; a chapter is a Section with `sections`. Empty fields print nothing."""

    id: str
    titel: str
    number: str = ""
    texts: tuple[Text, ...] = ()
    zinnen_titel: str = ""
    zinnen: tuple[PlanZin, ...] = ()
    done: tuple[Done, ...] = ()
    blocks: tuple[Block, ...] = ()
    earlier: tuple["Section", ...] = ()
    acties: tuple[PlanActie, ...] | None = None  # None: no acties belong here; empty: there are none yet
    vervallen: tuple[PlanActie, ...] = ()
    caption: str = ""
    has_costs: bool = False
    note: str = ""
    explained: tuple[PlanBegrip, ...] = ()  # terms that stand here first
    begrippen: tuple[PlanBegrip, ...] = ()  # of the list of terms
    begrip_bronnen: tuple[tuple[str, str], ...] = ()
    template: str = ""
    is_part: bool = False  # on paper, whether it begins a page
    mark: Mark | None = None  # only in the preview
    sections: tuple["Section", ...] = ()

    @property
    def has_text(self) -> bool:
        return bool(self.texts or self.zinnen or self.done or self.blocks)

    @property
    def has_trekker(self) -> bool:
        """Whether that is a column: of a joint plan it says whose each actie is."""
        return any(actie.trekker or actie.gemeenten for actie in self.acties or ())

    @property
    def has_moment(self) -> bool:
        return any(actie.wanneer or actie.prioriteit for actie in self.acties or ())

    @property
    def still_open(self) -> str:
        """What nobody filled in at any of the acties: said once, in the place of a column."""
        who = "" if self.has_trekker else "wie de trekker is"
        when = "" if self.has_moment else "wanneer zij klaar zijn"
        missing = " en ".join(part for part in (who, when) if part)
        return f"Van deze acties bepalen wij nog {missing}." if self.acties and missing else ""


def render_document(plan: Plan) -> str:
    """The whole document, for the PDF."""
    return render_to_string("reports/document/document.html", context(plan))


def render_office_document(plan: Plan) -> str:
    """The same for Word and ODT: who works on a text wants to know what each sentence answers."""
    return render_to_string("reports/document/document.html", {**context(plan), "codes": True})


def context(plan: Plan) -> dict[str, Any]:
    """What the templates in `reports/document/` need. On screen the logo has another address than in the PDF."""
    plan = as_chosen(plan)
    found = chapters(plan)
    return {
        "plan": plan,
        "chapters": found,
        "long_contents": sum(1 + len(chapter.sections) for chapter in found) > ENTRIES_MAX,
        "codes": plan.keuzes.codes,
        "kern": kern_of(plan),
        "sources": sources(plan),
        "checked_on": checked_most(plan.passages),
        "gemeente_naam": names(plan),
        "scenarios": scenarios_of(plan.scenarios),
        "money": money_of(plan),
        "dekking": () if plan.is_joint else means_of(plan.acties).dekking,
        "logo_src": logo_asset(plan.huisstijl),
        "accent": accent_of(plan.huisstijl),
        "qr": qr_of(plan.adres),
    }


def names(plan: Plan) -> str:
    return joined([gemeente.korte_naam for gemeente in plan.gemeenten])


def chapters(plan: Plan) -> list[Section]:
    plan = with_adoption(as_chosen(plan))
    done = number(done_chapter(plan), 3)  # numbered first: the ambities point to its sections
    parts = [
        Section(id=INLEIDING, titel="Inleiding", sections=tuple(introduction(plan))),
        Section(id="verantwoordelijkheden", titel="Verantwoordelijkheden", sections=tuple(responsibilities(plan))),
        done,
        replace(
            section_of(plan, "h3", "Onze ambities"),
            sections=tuple(ambitie(plan, code, done) for code in AMBITIES),
        ),
        Section(
            id=MIDDELEN,
            titel="Middelen en evaluatie",
            sections=(means(plan), *options(plan), *own(plan, MIDDELEN), section_of(plan, "evaluatie", "Evaluatie")),
        ),
    ]
    kept = (part for part in parts if part.sections or part.texts or part.note or part.template)
    numbered = [number(part, index) for index, part in enumerate(kept, start=1)]
    before = [*own(plan, VOORWOORD.chapter), *summaries(plan)]
    (front, text, back), used = explained((before, list(as_part(numbered)), list(bijlagen(plan))), plan.begrippen)
    terms = [Section(id="begrippen", titel="Begrippen", begrippen=used, template=BEGRIPPEN)] if used else []
    return [*front, *terms, *text, *as_part([*back, accounted(plan, used)])]


def as_part(chapters: Iterable[Section]) -> Iterable[Section]:
    """The first of these begins a page, and the others follow it."""
    return (replace(chapter, is_part=index == 0) for index, chapter in enumerate(chapters))


def accounted(plan: Plan, begrippen: tuple[PlanBegrip, ...]) -> Section:
    """Where every text comes from: last, because few read it and nobody can do without."""
    texts_used = Section(id="bronnen-per-tekst", titel="Bron per tekst", template="reports/document/bronnen.html")
    texts_used = replace(texts_used, begrip_bronnen=by_source(begrippen))
    made_of = Section(id="over-dit-document", titel="Over dit document", template="reports/document/over.html")
    return replace(section_of(plan, "bronnen", "Verantwoording"), sections=(texts_used, made_of))


def summaries(plan: Plan) -> Iterable[Section]:
    """First for who decides, then for everybody; a plan that has only the second calls that its summary."""
    if plan.samenvatting is None:
        yield from filled(plan, ("samenvatting", "Samenvatting"))
        return
    kern = Section(id=KERN, titel="Samenvatting", template="reports/document/samenvatting.html", is_part=True)
    yield from (kern, *filled(plan, ("samenvatting", "In het kort voor inwoners")))


def with_adoption(plan: Plan) -> Plan:
    """In a plan that is offered or adopted, the sentence of AB-P1-4 begins with what the adoption does.

    Where the gemeente wrote none, that is the sentence; it stands in the introduction, as the Kader's own does. In a
    joint plan it is of all, beside what each of them wrote.
    """
    if plan.status not in ADOPTION:
        return plan
    own = [zin for part in plan.onderdelen for zin in part.zinnen if is_ours(zin)]
    zin = own[0] if own else PlanZin(code=PLAN_CODE, titel="", thema="", status=Status.GEREGELD, tekst="")
    zin = replace(zin, tekst=f"{WITH_ADOPTION} {zin.tekst}".strip())
    parts = []
    for part in plan.onderdelen:
        zinnen = tuple(zin if is_ours(other) else other for other in part.zinnen)
        parts.append(replace(part, zinnen=(*zinnen, zin) if part.code == "h1" and not own else zinnen))
    return replace(plan, onderdelen=tuple(parts))


def is_ours(zin: PlanZin) -> bool:
    return zin.code == PLAN_CODE and not zin.gemeenten


def number(chapter: Section, index: int) -> Section:
    sections = (replace(section, number=f"{index}.{n}") for n, section in enumerate(chapter.sections, start=1))
    return replace(chapter, number=str(index), sections=tuple(sections))


def bijlagen(plan: Plan) -> Iterable[Section]:
    """Each a chapter with its own number, which stands in its title too. Answers about money are in `means`."""
    for index in bijlagen_of(plan.keuzes):
        code = f"bijlage_{index}"
        bijlage = section_of(plan, code)
        if code == MONEY:
            bijlage = replace(bijlage, zinnen=(), done=())
        if code == ROUTES:
            bijlage = own_first(plan, bijlage)
        if code == LAWS:
            bijlage = replace(bijlage, note=laws_note(plan))
        if bijlage.has_text or bijlage.sections:
            label = f"Bijlage {index}"
            yield replace(bijlage, number=label, titel=titled(bijlage.titel).removeprefix(label).strip())
    if has_stand(plan):
        label = f"Bijlage {len(BIJLAGEN) + 1}"
        template = "reports/document/stand.html"
        yield Section(id=STAND, number=label, titel="Stand per thema", note=stand_note(plan), template=template)


def own_first(plan: Plan, bijlage: Section) -> Section:
    """The route of the gemeente, and only then the examples for those who have none."""
    passages = plan.onderdeel(ROUTES).passages
    examples = [passage for passage in passages if passage.code in EXAMPLES and passage.laag != LOKAAL]
    if not (examples and bijlage.blocks):
        return bijlage
    first = texts(passage for passage in passages if passage not in examples)
    after = Section(id="voorbeelden", titel="Voorbeelden van een route", texts=texts(examples))
    return replace(bijlage, texts=first, sections=(after,))


def introduction(plan: Plan) -> Iterable[Section]:
    yield from filled(plan, ("h1", "Aanleiding en doel"), ("h1_2", "Vormen van mensenhandel"))
    if has_in_beeld(plan):
        titel = "Onze gemeenten in beeld" if plan.is_joint else "Onze gemeente in beeld"
        here = Section(id=IN_BEELD, titel=titel, zinnen=sectors(plan))
        yield replace(here, zinnen_titel="Sectoren en groepen", blocks=tuple(in_beeld_blocks(plan)))
    yield from own(plan, INLEIDING)
    yield Section(id="leeswijzer", titel="Leeswijzer", template="reports/document/leeswijzer.html")


def own(plan: Plan, chapter: str) -> Iterable[Section]:
    """What only the gemeente can write, where it belongs."""
    passages = [text for text in plan.onderdeel(LOKAAL).passages if chapter_of(text.code) == chapter]
    for (code, titel), mine in groupby(passages, key=lambda text: (text.code, text.titel)):
        yield Section(id=anchor(code), titel=titel, texts=texts(replace(passage, titel="") for passage in mine))


def responsibilities(plan: Plan) -> Iterable[Section]:
    """First the four rollen, in the words of the Kader where we have no text; then who does what at which level."""
    part = plan.onderdeel("h2")
    passages: dict[str, list[Any]] = defaultdict(list)  # in a joint plan there may be several of one code
    for passage in part.passages:
        passages[passage.code].append(passage)
    landelijk = [replace(text, titel="") for text in passages.pop("h2.landelijk", [])]
    landelijk += passages.pop("h2.hulporganisaties", [])
    rollen = [text for rol in plan.rollen for text in passages.pop(f"h2.rol.{rol.code}", [rol])]
    yield Section(id="h2", titel="Onze vier rollen", texts=texts([*chain(*passages.values()), *rollen]))
    if landelijk:
        yield Section(id="h2_1", titel="Landelijk", texts=texts(landelijk))
    yield from filled(plan, ("h2_2", "Regionaal"), ("h2_3", "Gemeentelijk"))
    if part.zinnen:
        yield Section(id="h2_4", titel="Zo werken wij samen", zinnen=written(part.zinnen), done=unwritten(part.zinnen))


def done_chapter(plan: Plan) -> Section:
    """By thema. What stands in another chapter is not repeated here: every sentence is printed once."""
    elsewhere = sectors(plan) if has_in_beeld(plan) else ()
    zinnen = [zin for code in AMBITIES for zin in plan.onderdeel(code).zinnen if zin.is_done and zin not in elsewhere]
    zinnen.sort(key=lambda zin: zin.code)  # within a thema that is the order of the Kader
    sections = [
        Section(id=f"thema-{thema.code}", titel=thema.titel, zinnen=written(mine), done=unwritten(mine))
        for thema in plan.themas
        if (mine := [zin for zin in zinnen if zin.thema == thema.code])
    ]
    note = "" if sections else "Wat wij al doen, vullen wij nog in."
    return Section(id="wat-doen-we-al", titel="Wat doen we al", note=note, sections=tuple(sections))


def ambitie(plan: Plan, code: str, done: Section) -> Section:
    """With what is not in chapter 3: intentions, and all answers to extra questions, which have no thema."""
    part = plan.onderdeel(code)
    themas = {f"thema-{zin.thema}" for zin in part.zinnen if zin.is_done}
    here = [zin for zin in part.zinnen if not (zin.is_done and zin.thema)]
    return replace(
        section_of(plan, code),
        zinnen=written(here),
        done=unwritten(here),
        earlier=tuple(section for section in done.sections if section.id in themas),
        acties=part.acties,
        vervallen=part.vervallen,
        caption=f"Acties bij {part.titel.partition(':')[0].lower()}",
        has_costs=any(actie.kosten is not None for actie in part.acties),
    )


def means(plan: Plan) -> Section:
    """What the acties ask; in a joint plan of each gemeente, since each decides about its own money."""
    note = estimated(plan.acties) or "Bij de acties zijn nog geen kosten of uren geraamd."
    if plan.is_joint:
        names = [gemeente.korte_naam for gemeente in plan.gemeenten]
        each = [(naam, estimated(actie for actie in plan.acties if naam in actie.gemeenten)) for naam in names]
        note = " ".join(f"{naam}: {text[0].lower()}{text[1:]}" for naam, text in [*each, ("Samen", note)] if text)
    paid = financiering_html(plan.keuzes)
    texts = (Text("Betaling van de zorgcoördinatie", paid),) if paid else ()
    part = replace(section_of(plan, MONEY, "Middelen"), id="middelen", texts=texts, note=note, blocks=())
    return replace(part, template="reports/document/middelen.html")


def options(plan: Plan) -> Iterable[Section]:
    """Between what the college can choose, when the gemeente wants that in the plan too."""
    if plan.scenarios and plan.scenarios.in_plan and scenarios_of(plan.scenarios):
        yield Section(id="scenarios", titel="Scenario’s", template="reports/document/scenarios.html")


def estimated(acties: Iterable[PlanActie]) -> str:
    asked = means_of(acties)
    said = []
    if asked.priced:
        number = count(asked.priced, "actie", "acties")
        said.append(f"Voor {number} zijn kosten geraamd, samen {asked.geld}.")
    if asked.uren:
        said.append(f"De geschatte inzet voor de acties is {asked.inzet}.")
    if said and asked.done:
        said.append(asked.done_line)
    return " ".join(said)


def filled(plan: Plan, *wanted: tuple[str, str]) -> Iterable[Section]:
    for code, titel in wanted:
        section = section_of(plan, code, titel)
        if section.has_text:
            yield section


def section_of(plan: Plan, code: str, titel: str = "") -> Section:
    part: PlanDeel = plan.onderdeel(code)
    return Section(
        id=code,
        titel=titel or part.titel,
        texts=texts(part.passages),
        zinnen=written(part.zinnen),
        zinnen_titel=f"In {names(plan)}",
        done=unwritten(part.zinnen),
        blocks=blocks(part),
    )


def written(zinnen: Iterable[PlanZin]) -> tuple[PlanZin, ...]:
    return tuple(zin for zin in zinnen if zin.tekst)


def unwritten(zinnen: Iterable[PlanZin]) -> tuple[Done, ...]:
    zinnen = list(zinnen)
    titels = {Status.GEREGELD: "Ook geregeld:", Status.DEELS: "Voor een deel geregeld:"}
    lists = [
        Done(titel, tuple(zin for zin in zinnen if not zin.tekst and zin.status == status))
        for status, titel in titels.items()
    ]
    return tuple(done for done in lists if done.zinnen)


def texts(passages: Iterable[PlanPassage | Any]) -> tuple[Text, ...]:
    return tuple(
        Text(
            titel=of_whom(passage.titel, passage.gemeenten) if isinstance(passage, PlanPassage) else passage.titel,
            html=markdown(passage.tekst),
            code=passage.code if isinstance(passage, PlanPassage) else "",
            to_check=passage.bron if isinstance(passage, PlanPassage) and passage.to_check else "",
        )
        for passage in passages
    )
