import re
from typing import Any

from django.shortcuts import get_object_or_404

from aanpak.models import Actie
from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie


def suggested_actie(code: str, kaderversie: KaderVersie) -> Actie:
    """An actie about one bouwsteen or extra question, in the words that Kompas suggests. It is not saved.

    Its ambitie is the first that the bouwsteen or question fills in the plan; without one it is left to choose.
    Raises Http404 for an unknown code.
    """
    if "-P" in code:
        bouwsteen = get_object_or_404(Bouwsteen.objects.select_related("plan"), code=code, kaderversie=kaderversie)
        return suggested(
            first_ambitie(bouwsteen.plan.code, *bouwsteen.ook_plan), wat=bouwsteen.actie, bouwsteen=bouwsteen
        )
    vraag = get_object_or_404(AanvullendeVraag.objects.select_related("plan"), code=code, kaderversie=kaderversie)
    return suggested(first_ambitie(vraag.plan.code), wat=vraag.actie, vraag=vraag)


def suggested(ambitie: int | None, **values: Any) -> Actie:
    return Actie(**values) if ambitie is None else Actie(ambitie=ambitie, **values)


def first_ambitie(*onderdelen: str) -> int | None:
    found = (re.fullmatch(r"ambitie_(\d)", code) for code in onderdelen)
    return next((int(match[1]) for match in found if match), None)
