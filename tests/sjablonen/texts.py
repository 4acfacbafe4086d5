"""Standard texts, as a file and as somebody types them."""

from datetime import date
from pathlib import Path

import yaml

FIXTURES = Path(__file__).parents[2] / "fixtures"
FIXTURE, GRONINGEN = FIXTURES / "sjablonen.yaml", FIXTURES / "sjablonen-groningen.yaml"
FIXTURE, GRONINGEN = FIXTURES / "sjablonen.yaml", FIXTURES / "sjablonen-groningen.yaml"
PROVINCIE = {"soort": "provincie", "code": "PV20"}
PASSAGE = {
    "code": "h3.doel",
    "onderdeel": "h3",
    "volgorde": 10,
    "laag": "landelijk",
    "versie": 1,
    "titel": "Doel",
    "tekst": "Wij helpen inwoners van {gemeente}. Zie [de wet](https://wetten.overheid.nl/).",
    "bron": "Kader, VNG, februari 2021",
    "bron_url": "",
    "gecontroleerd_op": date(2026, 11, 23),
    "zekerheid": "zeker",
}
POSTED = {
    "nummer": "1",
    "titel": "Ons doel",
    "tekst": "Wij willen in {gemeente} mensen beschermen.",
    "bron": "VNG, Kader (2021)",
    "bron_url": "",
    "gecontroleerd_op": "2026-11-01",
    "zekerheid": "zeker",
    "kort": "on",
    "na": "h3:",
    "reden": "De wet is veranderd per 1 januari 2027.",
}


def write(tmp_path, *passages):
    path = tmp_path / "sjablonen.yaml"
    path.write_text(yaml.safe_dump({"passages": list(passages)}, allow_unicode=True), encoding="utf-8")
    return path


def listed(response):
    return [place.shown.code for group in response.context["groups"] for place in group["places"]]
