"""A process that is warm has done before the first request what that would wait for."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import OperationalError

from kader.kept import inhoud_of, read
from kader.models import KaderVersie
from kompas import warm
from tenants.written import EVERY

CODE = """
import sys
from kompas.wsgi import application
from django.template import engines
loader = engines["django"].engine.template_loaders[0].loaders[0]
names = {str(getattr(key, "name", key)) for key in loader.get_template_cache}
print("zelfevaluatie.views" in sys.modules, "accounts.views" in sys.modules)
print("zelfevaluatie/bouwsteen_detail.html" in names, "components/status.html" in names)
from django.db import connection
print(connection.connection)
"""


def test_wsgi_reads_views_and_templates_and_opens_no_connection():
    """A connection that is open while workers are forked off would be shared by them."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n") == ["True True", "True True", "None", ""], done.stderr


def test_a_warm_worker_knows_the_kader_and_the_text_of_its_queries(db, django_assert_num_queries):
    read.cache_clear()
    warm.warm_code()
    warm.warm_worker()
    versie = KaderVersie.objects.latest()
    with django_assert_num_queries(0):
        assert len(inhoud_of(versie).bouwstenen) == 23
    assert {prepare.cache_info().currsize for prepare in EVERY} == {1}


def test_a_worker_starts_without_a_database_too(monkeypatch, caplog):
    def fail():
        raise OperationalError("connection refused")

    monkeypatch.setattr("tenants.connection.connection.ensure_connection", fail)
    warm.warm_worker()
    assert [record.getMessage() for record in caplog.records] == ["Nog geen database: OperationalError"]


@pytest.mark.parametrize("path", ["Dockerfile", "local/stack.py"])
def test_gunicorn_is_told_to_warm_its_workers(path):
    assert "python:kompas.gunicorn" in (settings.BASE_DIR / path).read_text(encoding="utf-8")
