"""The command that lays a new version from a file before a second redacteur."""

from datetime import date, timedelta
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from redactie.actions import release
from redactie.models import Voorstel
from redactie.queries import zaak_or_404
from sjablonen.models import Passage

CODE = "h3.doel"
FILE = {
    "code": CODE,
    "tekst": "Wij helpen in {gemeente}.",
    "titel": "Doel",
    "bron": "Kader, VNG",
    "bron_url": "https://vng.nl/kader",
    "gecontroleerd_op": date(2026, 11, 1),
    "zekerheid": "zeker",
    "reden": "De wet gaat in.",
}


def propose(tmp_path, data, by="Redacteur@vng.example"):
    path, out = tmp_path / "nieuw.yaml", StringIO()
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    call_command("propose_passage", path, by=by, stdout=out)
    return out.getvalue()


def test_propose_passage_waits_for_a_second_redacteur(redacteur, tweede, tmp_path):
    day = timezone.localdate() + timedelta(days=10)
    assert propose(tmp_path, FILE | {"geldig_vanaf": day}) == "h3.doel: het voorstel wacht op een tweede lezer.\n"
    row = Voorstel.objects.get()
    assert (row.stand, row.schrijvers, Passage.objects.filter(code=CODE).count()) == ("wacht", [redacteur.pk], 1)
    release(zaak=zaak_or_404("tekst", CODE, None), version=row.version, by=tweede)
    new = Passage.objects.get(code=CODE, versie=2)
    assert (new.tekst, new.reden, new.geldig_vanaf, new.kort) == (FILE["tekst"], FILE["reden"], day, True)


@pytest.mark.parametrize(
    ("data", "by", "problem"),
    [
        ({**FILE, "versie": 3}, "redacteur@vng.example", "nieuw.yaml klopt niet: versie is onbekend."),
        (
            {"code": CODE},
            "redacteur@vng.example",
            "bron, bron_url, gecontroleerd_op, reden, tekst, titel, zekerheid ont",
        ),
        ([CODE], "redacteur@vng.example", "nieuw.yaml klopt niet: het moet een blok met velden zijn."),
        (FILE, "niemand@vng.example", "Er is geen gebruiker niemand@vng.example."),
        (FILE, "bewerker@stadskanaal.example", "Alleen een redacteur"),
        ({**FILE, "tekst": "# Kop"}, "redacteur@vng.example", "veld tekst: Tekst bevat een kop of lijn"),
        ({**FILE, "tekst": "a" * 6001}, "redacteur@vng.example", "veld tekst: Deze tekst is 1 teken te lang"),
        ({**FILE, "code": "h1.niets"}, "redacteur@vng.example", "Er is geen landelijke passage h1.niets."),
    ],
)
def test_propose_passage_says_what_is_wrong(redacteur, tmp_path, data, by, problem):
    with pytest.raises(CommandError, match=problem):
        propose(tmp_path, data, by)
    assert not Voorstel.objects.exists()


def test_propose_passage_leaves_a_concept_alone(redacteur, tmp_path):
    propose(tmp_path, FILE)
    with pytest.raises(CommandError, match="al een concept of voorstel"):
        propose(tmp_path, FILE | {"tekst": "Anders."})
