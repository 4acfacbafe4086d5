"""The house style, as far as a machine can see it. A maximum is an alarm, not an aim."""

import ast
import re
import tomllib
from enum import Enum
from pathlib import Path

import allauth
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import loader
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
OWN_APPS = [app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()]
WITH_OUR_WORDS = [
    app for app in OWN_APPS if app != "schema_replay"
]  # which knows nothing of Kompas, and is all English
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
FOLDERS = sorted({*OWN_APPS, *PACKAGES, "local", "proxy", "tests", "benchmarks", "assets"})
PYTHON = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
HTML = sorted(TEMPLATES.rglob("*.html"))
# Rendered by Django itself, by name.
BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
# What identifiers are made of beside the words of docs/begrippen.md.
ENGLISH_WORDS = """
    about accepted accounts action active address adopt after all alone anonymised approved asked at attempts audience
    backup beat begun body by certificate chosen claim claimed client closed code codes comensha confirmed content
    counts created dashboards data date decided demo device docx domain done draft edit elsewhere email ended erased
    error expire expires failed finished for from granted has heartbeat here hosts html id included instance is issuer
    job jobs journal key kind last lease left loaded login logins looked made maintenance manage marked metadata
    mimetype monitoring n name network next none not note notified now object odt of offered on only open opened opening
    outcome page pages
    password pdf people planned platform predecessor primary promised published queued read reason reference
    released reminded removed replaced reports requested retention returned revision row run running saving schema
    sealed second security seeded sent session set sha256 shared since size slug smtp standard started state step
    subject submit successor sweep tables tenant tenants time token until up updated url used valid version
    vng waiting withdrawn
    words worker written
"""
ENGLISH = set(ENGLISH_WORDS.split())


def relative(path):
    return path.relative_to(ROOT).as_posix()


def functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def too_long(paths, maximum):
    return {f"{relative(path)}: {name}": lines for path in paths for name, lines in functions(path) if lines > maximum}


def too_many_lines(paths, maximum):
    counts = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {path: lines for path, lines in counts.items() if lines > maximum}


def words(name):
    return re.findall(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+", name)


def glossary():
    """Every word of the first column of docs/begrippen.md."""
    rows = (
        line for line in (ROOT / "docs" / "begrippen.md").read_text(encoding="utf-8").splitlines() if line[:2] == "| "
    )
    spellings = (spelling for row in rows for spelling in re.findall("`([^`]+)`", row.split("|")[1]))
    return {word for spelling in spellings for word in spelling.split("_")}


def test_no_file_is_longer_than_400_lines():
    assert too_many_lines(PYTHON, 400) == {}


def test_no_function_is_longer_than_50_lines():
    assert too_long(PYTHON, 50) == {}


def test_no_view_is_longer_than_25_lines():
    views = [path for path in PYTHON if path.name.endswith("views.py") and "tests" not in path.parts]
    assert too_long(views, 25) == {}


def test_no_template_is_longer_than_200_lines():
    assert too_many_lines(HTML, 200) == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"\sstyle\s*=",
        r"<style\b",
        r"<script(?![^>]*\b(src|application/json))",
        r"\son[a-z]+\s*=",
        r"\shx-on",
        "javascript:",
        r"\|safe\b",
        r"autoescape off",
        r"https?://(?!www\.w3\.org)[^\"'{]*\.(js|css|woff2)",
    ],
)
def test_no_template_has_inline_code_or_unescaped_text(pattern):
    found = {relative(path) for path in HTML if re.search(pattern, path.read_text(encoding="utf-8"))}
    assert found == set()


def test_every_template_is_used():
    sources = [path.read_text(encoding="utf-8") for path in [*PYTHON, *HTML] if "tests" not in path.parts]
    named = set(re.findall(r"[\"']([\w/.-]+\.html)(?:#[\w-]+)?[\"']", "\n".join(sources)))
    overridden = Path(allauth.__file__).parent / "templates"
    unused = {
        name
        for path in HTML
        if (name := path.relative_to(TEMPLATES).as_posix()) not in named | BY_DJANGO
        and not (overridden / name).exists()
    }
    assert unused == set()


def test_every_named_template_exists():
    pattern = r"{%\s*(?:include|extends)\s+[\"']([\w/.-]+\.html)"
    named = {name for path in HTML for name in re.findall(pattern, path.read_text(encoding="utf-8"))}
    overridden = Path(allauth.__file__).parent / "templates"
    assert {name for name in named if not ((TEMPLATES / name).exists() or (overridden / name).exists())} == set()


def test_every_named_static_file_exists():
    named = {
        name for path in HTML for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)", path.read_text(encoding="utf-8"))
    }
    assert {name for name in named if finders.find(name) is None} == set()


def test_every_component_names_its_parameters():
    silent = {
        relative(path)
        for path in (TEMPLATES / "components").glob("*.html")
        if not path.read_text(encoding="utf-8").startswith("{% comment %}")
    }
    assert silent == set()


def names_of_models():
    for model in apps.get_models():
        if model._meta.app_label in WITH_OUR_WORDS:
            yield model.__name__
            yield from (field.name for field in model._meta.get_fields() if not field.auto_created)
            yield from (
                name for name, value in vars(model).items() if isinstance(value, type) and issubclass(value, Enum)
            )


def names_of_enums():
    for module in ("kader.models.Status", "aanpak.models.Ambitie", "accounts.permissions.Permission"):
        yield from import_string(module).__members__
    for model in apps.get_models():
        for value in vars(model).values() if model._meta.app_label in WITH_OUR_WORDS else ():
            if isinstance(value, type) and issubclass(value, Enum):
                yield from value.__members__


def test_every_word_in_a_name_is_english_or_stands_in_the_glossary():
    known = glossary() | ENGLISH
    used = {*names_of_models(), *names_of_enums(), *WITH_OUR_WORDS}
    assert {name for name in used if {word.lower() for word in words(name) if not word.isdigit()} - known} == set()


def test_every_english_word_is_used_and_not_dutch():
    names = (*names_of_models(), *names_of_enums(), *WITH_OUR_WORDS)
    used = {word.lower() for name in names for word in words(name)}
    assert (ENGLISH - used, ENGLISH & glossary()) == (set(), set())


def test_migrations_have_speaking_names():
    names = {relative(path) for app in WITH_OUR_WORDS for path in (ROOT / app / "migrations").glob("[0-9]*.py")}
    assert {name for name in names if not re.search(r"/\d{4}_(?!auto_)[a-z][a-z0-9_]+\.py$", name)} == set()


def test_no_test_module_imports_from_another():
    """What several need stands in a module of its own, so that moving a test breaks no other."""
    modules = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    imported = {
        f"{relative(path)} from {node.module}"
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and re.search(r"(^|\.)test_\w+$", node.module or "")
    }
    assert imported == set()


@pytest.mark.parametrize("name", ["400.html", "500.html"])  # those that Django renders without a request
def test_error_pages_need_nothing_that_may_be_broken(name):
    assert "</html>" in loader.get_template(name).render()


def test_an_undefined_variable_in_a_template_of_ours_fails():
    with pytest.raises(
        pytest.fail.Exception, match=r"Undefined variable {{ naam }} in .*/zelfevaluatie/stand_rij.html"
    ):
        render_to_string("zelfevaluatie/stand_rij.html")


def test_an_optional_parameter_of_a_component_may_be_left_out():
    assert "nl-button--primary" in render_to_string("components/button.html", {"label": "Opslaan"})


def test_every_picture_of_the_readme_is_there():
    named = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
