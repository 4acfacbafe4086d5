"""The terms that plans explain: in plain words, with a source, and none that no text has."""

import re
from pathlib import Path

from django.conf import settings

from sjablonen.begrippen import begrippen

TEXTS = " ".join(path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "fixtures").glob("*.yaml"))


def test_every_term_is_explained_in_short_sentences():
    sentences = [sentence for row in begrippen() for sentence in re.split(r"(?<=[.?])\s+", row.uitleg)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 18] == []
    assert [row.term for row in begrippen() if not row.uitleg.endswith(".")] == []


def test_terms_stand_in_the_order_of_the_alphabet_and_have_a_source():
    terms = [row.term.lower() for row in begrippen()]
    assert (terms, [row.term for row in begrippen() if not row.bron]) == (sorted(terms), [])


def test_no_term_is_there_for_nothing():
    own = (Path(settings.BASE_DIR) / "fixtures" / "begrippen.yaml").read_text(encoding="utf-8")
    others = TEXTS.replace(own, "")
    assert [row.term for row in begrippen() if not any(woord in others for woord in row.words)] == []
