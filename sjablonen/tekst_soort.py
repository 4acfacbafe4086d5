"""The standard texts of the plan as content that redactie keeps: a version of their own per publishing."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from redactie.forms import NewsForm
from redactie.models import Voorstel
from redactie.soorten import Soort, Stuk, Uitgave, UitgaveFout, register
from sjablonen.actions import PassageChanged, add_passage, publish_passage, withdraw_passage
from sjablonen.forms import FIELDS, PassageForm
from sjablonen.models import Passage, Tekstgebruik
from sjablonen.pages import as_printed, frame, gemeenten_of, typed
from sjablonen.places import place_now
from sjablonen.queries import SOORT, Tekst, address, gebruik_of, onderdeel_titels, places, tekst_of
from sjablonen.schema import SjabloonFout
from sjablonen.stijl import long_sentences
from sjablonen.vergelijking import unwrapped
from tenants.models import Regio

CHANGED = "Er is intussen een andere versie. Bekijk die eerst."


@register
class TekstSoort(Soort):
    code = SOORT
    enkelvoud = "standaardtekst"
    meervoud = "Standaardteksten"
    form = PassageForm
    regionaal = True
    plans_ahead = True
    edit_template = "sjablonen/passage_edit.html"
    check_template = "sjablonen/passage_check.html"

    def stukken(self, regio: Regio | None) -> list[Stuk]:
        """Of a regio its own: those of the country stand in its list, and are not its work."""
        titels = onderdeel_titels()
        own = [place for place in places(regio) if place.shown.regio == regio]
        return [stuk_of(place.shown, regio, groep=titels[place.shown.onderdeel]) for place in own]

    def stuk(self, sleutel: str, regio: Regio | None) -> Stuk | None:
        tekst = tekst_of(sleutel, regio)
        if tekst is None or not tekst.is_own:
            return None
        return stuk_of(
            tekst.shown,
            regio,
            nummer=tekst.versie,
            na=place_now(tekst.shown, regio),
            is_ingetrokken=tekst.is_withdrawn,
            is_own=bool(tekst.versions),
        )

    def form_kwargs(self, stuk: Stuk | None, regio: Regio | None) -> dict[str, Any]:
        return {"tekst": tekst_of(stuk.sleutel, regio) if stuk else None}

    def publish(self, uitgave: Uitgave) -> tuple[str, int]:
        try:
            made = WRITES[uitgave.wat](uitgave)
        except SjabloonFout as fout:
            raise UitgaveFout(str(fout)) from None
        except PassageChanged:
            raise UitgaveFout(CHANGED) from None
        return made.code, made.versie

    def context(self, stuk: Stuk | None, regio: Regio | None, form: NewsForm) -> dict[str, Any]:
        assert isinstance(form, PassageForm)
        tekst = form.source
        found: dict[str, Any] = {**frame(regio), "tekst": tekst, "printed": typed(form)}
        if tekst:
            found |= {"current": tekst.shown, "html": as_printed(tekst.shown.tekst)}
        if hasattr(form, "cleaned_data") and not form.errors:  # of a concept that is gone on with nobody looked yet
            new = form.passage
            found |= {"new": new, "proef": as_printed(new.tekst), "long_sentences": long_sentences(new.tekst)}
            found["gemeenten"] = gemeenten_of(regio)
        return found

    def gevolgen(self, stuk: Stuk | None, regio: Regio | None, data: dict[str, Any], wat: Voorstel.Wat) -> list[str]:
        tekst = tekst_of(stuk.sleutel, regio) if stuk else None
        told = withdrawn(tekst, regio, data) if wat == Voorstel.Wat.INTREKKEN and tekst else written(tekst, regio, data)
        return [*told, "Vastgestelde plannen en bewaarde versies veranderen niet."]

    def gebruik(self, stuk: Stuk) -> str:
        passage = Passage.objects.filter(code=stuk.sleutel, regio=None, versie=stuk.nummer).first()
        used = {(row.passage_id, row.soort): row.aantal for row in Tekstgebruik.objects.filter(passage=passage)}
        return gebruik_of(passage, used) if passage else ""

    def list_url(self, regio: Regio | None) -> str:
        return address("passage_list", regio)

    def detail_url(self, sleutel: str, regio: Regio | None) -> str:
        return address("passage_detail", regio, sleutel)


def stuk_of(passage: Passage, regio: Regio | None, *, groep: str = "", na: str = "", **state: Any) -> Stuk:
    initial = {
        "titel": passage.titel,
        "tekst": unwrapped(passage.tekst),
        "na": na,
        "bron": unwrapped(passage.bron),
        "bron_url": passage.bron_url,
        "gecontroleerd_op": timezone.localdate(),
        "zekerheid": passage.zekerheid,
        "kort": passage.kort,
    }
    return Stuk(
        sleutel=passage.code,
        naam=passage.titel or f"Inleidende tekst ({passage.code})",
        initial=initial,
        groep=groep,
        merk="nog te controleren" if passage.zekerheid == Passage.Zekerheid.CONTROLEREN else "",
        gecontroleerd_op=passage.gecontroleerd_op,
        **{"nummer": passage.versie, "is_ingetrokken": passage.ingetrokken, **state},
    )


def add(uitgave: Uitgave) -> Passage:
    wording, by = wording_of(uitgave), uitgave.by
    return add_passage(na=uitgave.data["na"], wording=wording, by=by, regio=uitgave.regio, schrijver=uitgave.schrijver)


def change(uitgave: Uitgave) -> Passage:
    tekst = tekst_of(uitgave.sleutel, uitgave.regio)
    na = uitgave.data.get("na", "") if "na" in uitgave.changed else ""  # others may have moved around it meanwhile
    is_there = tekst is not None and na == place_now(tekst.shown, uitgave.regio)
    return publish_passage(
        code=uitgave.sleutel,
        wording=wording_of(uitgave),
        by=uitgave.by,
        regio=uitgave.regio,
        based_on=uitgave.basis,
        na="" if is_there else na,
        schrijver=uitgave.schrijver,
    )


def withdraw(uitgave: Uitgave) -> Passage:
    return withdraw_passage(
        code=uitgave.sleutel,
        based_on=uitgave.basis,
        by=uitgave.by,
        regio=uitgave.regio,
        reden=uitgave.reden,
        geldig_vanaf=uitgave.geldig_vanaf,
        vervangen_door=uitgave.vervangen_door,
        schrijver=uitgave.schrijver,
    )


WRITES: dict[Voorstel.Wat, Callable[[Uitgave], Passage]] = {
    Voorstel.Wat.NIEUW: add,
    Voorstel.Wat.WIJZIGING: change,
    Voorstel.Wat.INTREKKEN: withdraw,
}


def wording_of(uitgave: Uitgave) -> dict[str, Any]:
    return {name: uitgave.data[name] for name in FIELDS} | {
        "reden": uitgave.reden,
        "geldig_vanaf": uitgave.geldig_vanaf,
    }


def written(tekst: Tekst | None, regio: Regio | None, data: dict[str, Any]) -> list[str]:
    """What a new text, or a new version, does to plans."""
    if data["zekerheid"] == Passage.Zekerheid.CONTROLEREN:
        return ["De tekst is nog te controleren. Hij komt in geen enkel plan; daar blijft staan wat er nu staat."]
    day, where = data.get("geldig_vanaf"), f" van gemeenten in {regio}" if regio else ""
    told = [f"Plannen{where} die nog niet zijn vastgesteld, krijgen deze tekst meteen na het uitgeven."]
    if day and day > timezone.localdate():
        told = [f"Plannen{where} die nog niet zijn vastgesteld, krijgen deze tekst op {date_format(day, 'j F Y')}."]
        told.append("Tot die dag staat er wat er nu staat.")
    if tekst and tekst.printed:
        told.append(f"Hij vervangt versie {tekst.printed.versie}, die nu in plannen staat.")
    if tekst and tekst.newest and not tekst.newest.is_in_force:
        told.append(f"Versie {tekst.newest.versie}, die later zou ingaan, komt niet meer in plannen.")
    told.append(
        "Gemeenten zien op ‘Nieuw in de standaardteksten’ wat er verandert en waarom. Wie een eigen tekst heeft, houdt "
        "die en kiest zelf. Voor een vastgesteld plan kunnen zij een wijzigingsblad maken."
    )
    others = tekst.place.regionaal if tekst and regio is None else ()
    return [*told, *(f"In {other.regio} staat een regionale tekst; daar verandert niets." for other in others)]


def withdrawn(tekst: Tekst, regio: Regio | None, data: dict[str, Any]) -> list[str]:
    day = data.get("geldig_vanaf")
    when = f"Vanaf {date_format(day, 'j F Y')}" if day and day > timezone.localdate() else "Na het uitgeven"
    if regio and tekst.place.landelijk:
        told = [f"{when} staat in plannen van {regio} weer de landelijke tekst."]
    else:
        where = f" van {regio}" if regio else ""
        told = [f"{when} staat deze tekst niet meer in plannen{where} die nog niet zijn vastgesteld."]
    told.append(
        "Gemeenten zien op ‘Nieuw in de standaardteksten’ dat hij vervalt en waarom. Zij kunnen hem als eigen tekst "
        "houden. Wie al een eigen tekst heeft, houdt die."
    )
    return [*told, "Je kunt de tekst later opnieuw uitgeven."]
