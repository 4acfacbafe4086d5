"""A sentence that sends somebody to a beheerder is a promise: each stands here with the page on which that is done."""

import ast
import re
from pathlib import Path

import yaml

from accounts.permissions import Permission
from tests.isolatie.rules import addresses
from tests.normen.urls import PUBLIC, TENANT

ROOT = Path(__file__).parents[2]
BEHEERDER = r"\bbeheerders?\b"
SENDS = re.compile(
    rf"\b(?:vraag|zeg|meld|bel|waarschuw|vertel)\b.*{BEHEERDER}|\b(?:van|regelt) een {BEHEERDER}"
    rf"|{BEHEERDER} .*\b(?:kan|regelt|geeft)\b",
    re.IGNORECASE,
)
INVITE = ("mensen:uitnodiging_add", "staf:organisatie_uitnodiging_add", "staf:regio_uitnodiging_add")
PEOPLE = ("mensen:collega_list", "staf:organisatie_collega_list", "staf:regio_collega_list")
BEGIN_ANEW = ("mensen:collega_reset", "staf:organisatie_collega_reset", "staf:regio_collega_reset")
END = ("mensen:collega_end", "staf:organisatie_collega_end", "staf:regio_collega_end")
TELL = ()  # no page: it is passed on to somebody, as the sentence or its page says
OF = "van je gemeente of organisatie"
ACCOUNT = f"Je krijgt een account van een beheerder {OF}, met een uitnodiging."
SENTENCES = {
    "Bel dan je beheerder, of wie Kompas beheert.": BEGIN_ANEW,
    f"Een account krijgen Een account krijgen {ACCOUNT}": INVITE,
    f"Inloggen Inloggen Of met een wachtwoord {ACCOUNT}": INVITE,
    "Vraag de beheerder van je gemeente, of wie je toegang gaf, om een uitnodiging op je nieuwe adres, en om de toegang"
    " van dit adres daarna te stoppen.": (*INVITE, *END),
    f"Vraag de beheerder {OF} om een uitnodiging op dit adres, en neem haar aan terwijl je bent ingelogd.": INVITE,
    f"Vraag de beheerder {OF} om een uitnodiging.": INVITE,
    f"Vraag een beheerder {OF} om een uitnodiging.": INVITE,
    "Vraag een beheerder om een uitnodiging op dat adres, en neem haar aan met je werkaccount.": INVITE,
    "Vraag een beheerder om een uitnodiging.": INVITE,
    "Vraag een andere beheerder om je uit te nodigen, of wie Kompas beheert.": INVITE,
    "Vraag een beheerder van VNG of CoMensha om een tweede redacteur.": ("staf:organisatie_uitnodiging_add",),
    "Vraag een beheerder van VNG of CoMensha om een tweede rondebeheerder.": ("staf:organisatie_uitnodiging_add",),
    f"Kies dan een nieuw wachtwoord en vertel het aan een beheerder {OF}.": BEGIN_ANEW,
    f"Kies dan meteen een nieuw wachtwoord en waarschuw een beheerder {OF}.": BEGIN_ANEW,
    f"Kies dan meteen een nieuw wachtwoord, maak nieuwe herstelcodes en waarschuw een beheerder {OF}.": BEGIN_ANEW,
    f"Log dan op andere apparaten uit , kies een nieuw wachtwoord en waarschuw een beheerder {OF}.": BEGIN_ANEW,
    f"Vraag een beheerder {OF} om hulp:": BEGIN_ANEW,
    f"probeer het adres waarop je bent uitgenodigd, of vraag het aan een beheerder {OF}.": PEOPLE,
    "Wie wat mag, regelt een beheerder van je gemeente, bij Mensen.": ("mensen:collega_detail",),
    "de beheerder van je gemeente kan het geven.": ("mensen:collega_detail",),
    "Een andere beheerder kan je naam en e-mailadres weghalen, of wie Kompas beheert.": ("mensen:collega_anonymise",),
    "Bekijken en overstappen De beheerder van je gemeente kan overstappen.": ("overzicht:kader_over",),
    "Een beheerder kan overstappen, bij Zelfevaluatie.": ("overzicht:kader_over",),
    "Een beheerder van die gemeente kan hem accepteren.": ("inlogdiensten:aanvaarding_accept",),
    "Vraag dan een beheerder van {{ dienst.gemeente }} wie Kompas beheert om de inlogdienst ‘{{ dienst.naam }}’ te"
    " testen.": ("inlogdiensten:inlogdienst_test",),
    f"Meld het bij een beheerder {OF}.": TELL,
    f"Vraag een beheerder {OF} om het door te geven aan wie Kompas beheert.": TELL,
    "Vraag het de beheerder van je gemeente.": TELL,
    "Vraag het de beheerder van je gemeente:": TELL,
}


def sentences(text):
    return [part.strip() for part in re.split(r"(?<=[.?!:;]) ", re.sub(r"\s+", " ", text)) if SENDS.search(part)]


def in_templates():
    for path in (ROOT / "templates").rglob("*.*"):
        text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
        yield from sentences(re.sub(r"{%.*?%}|<[^>]+>", " ", text, flags=re.DOTALL))


def in_code():
    """Of what runs, without docstrings; an f-string counts by its parts."""
    for path in ROOT.glob("[a-z]*/**/*.py"):
        if path.relative_to(ROOT).parts[0] in ("tests", "var", "benchmarks") or "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
        docs = {node.body[0].value for node in ast.walk(tree) if isinstance(node, owners) and is_documented(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
                yield from sentences(node.value)


def in_mails():
    for mail in yaml.safe_load((ROOT / "fixtures" / "mails.yaml").read_text())["mails"]:
        yield from sentences(mail["tekst"])


def is_documented(node):
    return bool(node.body) and isinstance(node.body[0], ast.Expr)


def test_who_is_sent_to_a_beheerder_finds_somebody_who_can_do_it():
    """A new sentence gets a row here; one whose page a beheerder has not, another sentence."""
    assert {*in_templates(), *in_code(), *in_mails()} == SENTENCES.keys()
    by_name = {each.name: each.view for urlconf in (PUBLIC, TENANT) for each in addresses(urlconf)}
    pages = {page for found in SENTENCES.values() for page in found}
    held = {page: by_name[page].permission for page in pages}
    assert held == {page: Permission.PEOPLE if page.startswith("staf:") else Permission.MANAGE for page in pages}
