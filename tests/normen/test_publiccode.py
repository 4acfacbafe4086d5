"""publiccode.yml, by the rules of version 0.7 of its standard (yml.publiccode.tools, read in November 2026)."""

from pathlib import Path

import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FILE = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {"softwareVersion", "logo", "organisation", "roadmap", "intendedAudience", "supports", "dependsOn"}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
# Those of the vocabulary that a thing like this can be.
CATEGORIES = {
    "collaboration",
    "compliance-management",
    "data-collection",
    "document-management",
    "knowledge-management",
    "task-management",
}


def test_publiccode_has_what_its_standard_asks():
    assert set(FILE) >= MANDATORY
    assert set(FILE) - MANDATORY <= OPTIONAL
    assert FILE["publiccodeYmlVersion"] == "0.7"
    assert FILE["developmentStatus"] in STATUSES
    assert set(FILE["categories"]) <= CATEGORIES
    assert (FILE["softwareType"], FILE["platforms"]) == ("standalone/web", ["web"])
    assert all(country.isupper() and len(country) == 2 for country in FILE["intendedAudience"]["countries"])
    assert FILE["maintenance"]["type"] == "internal"
    assert all(contact["name"] for contact in FILE["maintenance"]["contacts"])
    assert all(support["id"].startswith("https://") for support in FILE["supports"])


def test_each_description_keeps_to_its_lengths_and_says_as_much_as_the_other():
    descriptions = FILE["description"]
    assert set(descriptions) == {"nl", "en"}
    for text in descriptions.values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert 5 <= len(text["features"]) <= 20
    assert len({len(text["features"]) for text in descriptions.values()}) == 1


def test_what_it_names_is_there():
    named = [FILE["logo"], *FILE["description"]["en"]["screenshots"], "docs/roadmap.md"]
    assert [path for path in named if not (ROOT / path).is_file()] == []
    licence = (ROOT / "LICENSES" / f"{FILE['legal']['license']}.txt").read_text(encoding="utf-8")
    assert licence == (ROOT / "LICENSE").read_text(encoding="utf-8")
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    server = next(each for each in FILE["dependsOn"]["software"] if each["name"] == "PostgreSQL")
    image = compose["services"]["postgres"]["image"].partition(":")[2]
    assert int(server["versionMin"]) <= int(image.partition(".")[0]) <= int(server["versionMax"])
