from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
import yaml
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Toegang
from sjablonen.actions import PassageChanged, publish_passage
from sjablonen.models import Passage
from sjablonen.schema import SjabloonFout

CODE = "h3.doel"
NEW = {
    "tekst": "Wij helpen in {gemeente}.",
    "titel": "Doel",
    "bron": "Kader, VNG",
    "bron_url": "https://vng.nl/kader",
    "gecontroleerd_op": date(2026, 11, 1),
    "zekerheid": "zeker",
}


FILE = {"code": CODE, **NEW}


def versions(code="h3.doel"):
    return list(Passage.objects.filter(code=code).values_list("versie", "tekst").order_by("versie"))


def test_publish_passage_adds_a_version_and_keeps_the_former(redacteur):
    former = Passage.objects.get(code="h3.doel")
    new = publish_passage(code=CODE, wording=NEW, by=redacteur)
    assert versions() == [(1, former.tekst), (2, NEW["tekst"])]
    assert (new.onderdeel, new.volgorde, new.bron, new.published_by) == ("h3", 10, "Kader, VNG", redacteur.pk)
    assert new in Passage.objects.current()
    assert former not in Passage.objects.current()


def test_publish_passage_that_is_still_to_be_checked_leaves_the_former_in_plans(redacteur):
    publish_passage(code=CODE, wording=NEW | {"zekerheid": "controleren"}, by=redacteur)
    assert Passage.objects.current().get(code="h3.doel").versie == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"tekst": "Een <b>vet</b> woord."}, "passage h3.doel, veld tekst: bevat HTML"),
        ({"tekst": ""}, "passage h3.doel, veld tekst: is leeg"),
        ({"bron": ""}, "passage h3.doel, veld bron: is leeg"),
        ({"gecontroleerd_op": date.today() + timedelta(days=3)}, "ligt in de toekomst"),
    ],
)
def test_publish_passage_refuses_what_the_schema_refuses(redacteur, changes, problem):
    with pytest.raises(SjabloonFout, match=problem):
        publish_passage(code=CODE, wording=NEW | changes, by=redacteur)
    assert len(versions()) == 1


def test_publish_passage_refuses_a_text_that_is_the_same(redacteur):
    publish_passage(code=CODE, wording=NEW, by=redacteur)
    with pytest.raises(SjabloonFout, match="dezelfde als die van versie 2"):
        publish_passage(code=CODE, wording=NEW, by=redacteur)


@pytest.mark.parametrize("valid_until", [None, date(2026, 1, 1)])
def test_publish_passage_is_for_a_redacteur_of_today(redacteur, valid_until):
    functie = "redacteur" if valid_until else "medewerker"
    Toegang.objects.update_or_create(
        gebruiker=redacteur, defaults={"functie": functie, "valid_until": valid_until, "valid_from": date(2025, 1, 1)}
    )
    with pytest.raises(PermissionDenied):
        publish_passage(code=CODE, wording=NEW, by=redacteur)
    assert len(versions()) == 1


def write(tmp_path, data):
    path = tmp_path / "nieuw.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def test_the_command_publishes_a_file(redacteur, tmp_path):
    out = StringIO()
    call_command("publish_passage", write(tmp_path, FILE), by="Redacteur@vng.example", stdout=out)
    assert out.getvalue() == "h3.doel versie 2 is uitgegeven.\n"
    assert versions()[1] == (2, NEW["tekst"])


@pytest.mark.parametrize(
    ("data", "by", "problem"),
    [
        ({**FILE, "versie": 3}, "redacteur@vng.example", "nieuw.yaml klopt niet: versie is onbekend."),
        ({"code": "h3.doel"}, "redacteur@vng.example", "bron, bron_url, gecontroleerd_op, tekst, titel, zekerheid ont"),
        (["h3.doel"], "redacteur@vng.example", "nieuw.yaml klopt niet: het moet een blok met velden zijn."),
        (FILE, "niemand@vng.example", "Er is geen gebruiker niemand@vng.example."),
        (FILE, "bewerker@stadskanaal.example", "Alleen een redacteur geeft een standaardtekst uit."),
        ({**FILE, "tekst": "# Kop"}, "redacteur@vng.example", "veld tekst: bevat een kop of lijn"),
    ],
)
def test_the_command_says_what_is_wrong(redacteur, tmp_path, data, by, problem):
    with pytest.raises(CommandError, match=problem):
        call_command("publish_passage", write(tmp_path, data), by=by)
    assert len(versions()) == 1


def test_publish_passage_keeps_the_short_form(redacteur):
    assert publish_passage(code=CODE, wording=NEW, by=redacteur).kort is True
    assert publish_passage(code=CODE, wording=NEW | {"tekst": "Anders.", "kort": False}, by=redacteur).kort is False


def test_publish_passage_refuses_a_code_without_a_landelijke_text(redacteur):
    with pytest.raises(SjabloonFout, match=r"Er is geen landelijke passage h1.nieuw."):
        publish_passage(code="h1.nieuw", wording=NEW, by=redacteur)


def test_publish_passage_refuses_who_read_another_version(redacteur):
    publish_passage(code=CODE, wording=NEW, by=redacteur, based_on=1)
    with pytest.raises(PassageChanged) as caught:
        publish_passage(code=CODE, wording=NEW | {"tekst": "Anders."}, by=redacteur, based_on=1)
    assert (caught.value.current.versie, len(versions())) == (2, 2)


def test_publish_passage_for_a_regio_is_for_its_ketenregisseur(redacteur, ketenregisseur, drent, groningen, drenthe):
    for by, regio in ((redacteur, groningen), (ketenregisseur, drenthe), (drent, groningen), (ketenregisseur, None)):
        with pytest.raises(PermissionDenied):
            publish_passage(code=CODE, wording=NEW, by=by, regio=regio)
    assert publish_passage(code=CODE, wording=NEW, by=drent, regio=drenthe).regio == drenthe


def test_versions_of_two_regios_count_apart(ketenregisseur, drent, groningen, drenthe):
    first = publish_passage(code=CODE, wording=NEW, by=ketenregisseur, regio=groningen)
    other = publish_passage(code=CODE, wording=NEW, by=drent, regio=drenthe)
    second = publish_passage(code=CODE, wording=NEW | {"tekst": "Anders."}, by=ketenregisseur, regio=groningen)
    assert [(p.regio, p.versie) for p in (first, other, second)] == [(groningen, 1), (drenthe, 1), (groningen, 2)]


# From which day, and why.


def printed():
    return Passage.objects.current().get(code=CODE).versie


def test_publish_passage_with_a_later_day_waits_until_then(redacteur):
    day = timezone.localdate() + timedelta(days=10)
    new = publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": day, "reden": "De wet gaat in."}, by=redacteur)
    assert (printed(), new.reden, new.since) == (1, "De wet gaat in.", day)
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        assert printed() == 2


def test_publish_passage_with_a_day_that_is_past_counts_at_once(redacteur):
    day = timezone.localdate() - timedelta(days=10)
    new = publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": day}, by=redacteur)
    assert (printed(), new.since) == (2, timezone.localdate())


def test_publish_passage_may_put_off_the_day_of_what_is_still_to_come(redacteur):
    first, later = (timezone.localdate() + timedelta(days=days) for days in (10, 40))
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": first}, by=redacteur)
    with pytest.raises(SjabloonFout, match="dezelfde als die van versie 2"):
        publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": first}, by=redacteur)
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": later}, by=redacteur)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        assert printed() == 1
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        assert printed() == 3


def test_publish_passage_at_once_goes_before_what_is_still_to_come(redacteur):
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": timezone.localdate() + timedelta(days=9)}, by=redacteur)
    publish_passage(code=CODE, wording=NEW | {"tekst": "Toch anders."}, by=redacteur)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        assert printed() == 3


def test_publish_passage_to_be_checked_puts_off_nothing(redacteur):
    day = timezone.localdate() + timedelta(days=10)
    publish_passage(code=CODE, wording=NEW | {"geldig_vanaf": day}, by=redacteur)
    unsure = {"zekerheid": "controleren", "tekst": "Misschien.", "geldig_vanaf": day + timedelta(days=30)}
    publish_passage(code=CODE, wording=NEW | unsure, by=redacteur)
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        assert printed() == 2


def test_publish_passage_command_takes_a_day_and_a_reason(redacteur, tmp_path):
    path = tmp_path / "tekst.yaml"
    day = timezone.localdate() + timedelta(days=10)
    path.write_text(yaml.safe_dump(FILE | {"geldig_vanaf": day, "reden": "De wet gaat in."}), encoding="utf-8")
    call_command("publish_passage", path, by=redacteur.email, stdout=StringIO())
    new = Passage.objects.get(code=CODE, versie=2)
    assert (new.geldig_vanaf, new.reden) == (day, "De wet gaat in.")
