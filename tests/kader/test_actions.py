import re
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from kader import models, schema
from kader.actions import KaderGewijzigd, load_kader
from kader.management.commands.load_kader import FIXTURE
from tests.builders.kader import load_next

DATA = yaml.load(Path(FIXTURE).read_text(encoding="utf-8"), yaml.CSafeLoader)
MODELS = (
    models.KaderVersie,
    models.Rol,
    models.PlanOnderdeel,
    models.Thema,
    models.Bouwsteen,
    models.Deelcriterium,
    models.AanvullendeVraag,
    models.RedactieRevision,
    models.Bouwsteen.ook_rollen.through,
)


def rows():
    return {
        model.__name__: [
            {k: v for k, v in row.items() if k not in {"loaded_at", "id"}}
            for row in model.objects.order_by("pk").values()
        ]
        for model in MODELS
    }


@pytest.fixture
def write(tmp_path):
    """A copy of the real file, after `change(data)`."""

    def write(change):
        data = deepcopy(DATA)
        change(data)
        path = tmp_path / "kader.yaml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path

    return write


def first(data):
    return data["themas"][0]["bouwstenen"][0]


def test_load_kader_twice_leaves_the_same_rows(db):
    before = rows()
    load_kader(bestand=schema.load(FIXTURE))
    assert rows() == before
    assert {name: len(found) for name, found in before.items() if name in {"Thema", "Bouwsteen", "Rol"}} == {
        "Thema": 5,
        "Bouwsteen": 23,
        "Rol": 4,
    }


def test_load_kader_numbers_the_bouwstenen_over_the_whole_kader(db):
    assert list(models.Bouwsteen.objects.values_list("volgorde", flat=True)) == list(range(1, 24))


def test_load_kader_keeps_the_former_wording_of_the_editorial_layer(db, write):
    old = first(DATA)["redactie"]["titel"]
    path = write(lambda data: first(data)["redactie"].update(titel="Een andere titel"))
    load_kader(bestand=schema.load(path))
    revision = models.RedactieRevision.objects.get()
    assert (revision.code, revision.data["titel"]) == (first(DATA)["code"], old)
    assert models.Bouwsteen.objects.get(code=first(DATA)["code"]).titel == "Een andere titel"


def test_load_kader_keeps_the_former_wording_of_an_extra_question(db, write):
    code, old = DATA["aanvullende_vragen"][0]["code"], DATA["aanvullende_vragen"][0]["uitleg"]
    path = write(lambda data: data["aanvullende_vragen"][0].update(uitleg="Een zin. Nog een zin. En nog een."))
    load_kader(bestand=schema.load(path))
    assert [(r.code, r.data["uitleg"]) for r in models.RedactieRevision.objects.all()] == [(code, old)]


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (lambda data: first(data).update(tekst="Anders"), "BB-P1-1 tekst: '.*' → 'Anders'"),
        (lambda data: data["themas"][0].update(titel="Anders"), "BB titel: '.*' → 'Anders'"),
        (lambda data: data["themas"][0].update(omschrijving="Anders"), "BB omschrijving: '.*' → 'Anders'"),
        (lambda data: data["themas"].pop(), "OH-P1-1: staat niet meer in het bestand"),
    ],
)
def test_load_kader_refuses_another_core_and_changes_nothing(db, write, change, difference):
    before = rows()

    def both(data):
        data["themas"][1]["bouwstenen"][0]["redactie"]["titel"] = "Een andere titel"
        for bouwsteen in [b for thema in data["themas"] for b in thema["bouwstenen"]]:
            bouwsteen["redactie"]["gekoppeld"] = []
        change(data)

    with pytest.raises(KaderGewijzigd) as caught:
        load_kader(bestand=schema.load(write(both)))
    assert [line for line in caught.value.differences if re.fullmatch(difference, line, re.DOTALL)] != []
    assert rows() == before


def test_load_kader_of_a_new_version_stands_beside_the_old_one_and_waits(db):
    load_next(published=False)
    counts = {kader.versie: kader.bouwstenen.count() for kader in models.KaderVersie.objects.all()}
    assert counts == {"2027-01": 22, "2021-02": 23}
    assert [kader.versie for kader in models.KaderVersie.objects.published()] == ["2021-02"]


def test_load_kader_command_tells_what_it_loaded(db, capsys):
    call_command("load_kader")
    assert capsys.readouterr().out == "Kader 2021-02 geladen: 23 bouwstenen.\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("kader: [", "kader.yaml klopt niet:\n- regel 2: geen geldige YAML"),
        ("kader: 1", "kader.yaml klopt niet:\n- kader: "),
        ("", "kader.yaml klopt niet:\n- bestand: "),
    ],
)
def test_load_kader_command_explains_a_broken_file(db, tmp_path, content, problem):
    path = tmp_path / "kader.yaml"
    path.write_text(content)
    with pytest.raises(CommandError, match=re.escape(problem)):
        call_command("load_kader", path)


def test_load_kader_command_explains_a_missing_file(db, tmp_path):
    with pytest.raises(CommandError, match="weg.yaml klopt niet:\n- niet te lezen:"):
        call_command("load_kader", tmp_path / "weg.yaml")


def test_load_kader_command_explains_a_changed_core(db, write):
    path = write(lambda data: first(data).update(tekst="Anders"))
    with pytest.raises(CommandError, match="Deze velden liggen vast in deze Kaderversie:\nBB-P1-1 tekst: "):
        call_command("load_kader", path)
