"""What the logboek says a row about an answer or its onderbouwing is about: their code stands in the row itself."""

import re

from django.urls import NoReverseMatch, reverse

from kader.converters import BouwsteenCode
from logboek.subjects import Pair, Subject, id_in


def subjects_of(pairs: set[Pair]) -> dict[Pair, Subject]:
    found = {pair: subject_of(pair[1]) for pair in pairs}
    return {pair: subject for pair, subject in found.items() if subject}


def subject_of(about: str) -> Subject | None:
    code = about.partition(" ")[0]
    kind = "bouwsteen" if re.fullmatch(BouwsteenCode.regex, code) else "vraag"
    try:
        url = reverse(f"zelfevaluatie:{kind}_detail", args=[code])
    except NoReverseMatch:
        return None
    return Subject(f"onderbouwing bij {code}" if id_in(about) else code, url)
