"""What the tweede lezer and the hint beside a field (static/js/writing.js) both read: one file, so that they agree."""

import json

from django.conf import settings

DATA = json.loads((settings.BASE_DIR / "static" / "js" / "writing.json").read_text(encoding="utf-8"))
WORDS_MAX: int = DATA["words_max"]
ABBREVIATIONS: list[str] = DATA["abbreviations"]  # without their last full stop
HARD: dict[str, str] = DATA["hard"]  # in lower case, with what to write instead
