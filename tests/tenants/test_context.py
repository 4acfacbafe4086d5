from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie


def test_in_gemeente_restores_what_was_before(stadskanaal):
    before = connection.tenant
    with in_gemeente(stadskanaal):
        assert connection.schema_name == "gm0037"
    assert connection.tenant is before


def test_in_gemeente_nested_restores_the_outer_one(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        with in_gemeente(voorbeeldstad):
            assert connection.schema_name == "gm9001"
        assert connection.schema_name == "gm0037"


def test_in_gemeente_restores_after_an_error(stadskanaal):
    with pytest.raises(RuntimeError), in_gemeente(stadskanaal):
        raise RuntimeError
    assert connection.schema_name == "public"


def test_in_gemeente_refuses_one_that_is_not_open(db):
    closed = Gemeente.objects.get(code="GM0363")
    with pytest.raises(ValueError, match="Amsterdam is nog niet geopend in Kompas."), in_gemeente(closed):
        pass
    assert connection.schema_name == "public"


def test_in_gemeente_does_not_mix_threads(django_db_setup, django_db_blocker):
    def read(gemeente):
        try:
            found = []
            for _ in range(10):
                with in_gemeente(gemeente):
                    Zelfevaluatie.objects.get()
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT current_user, current_schema()")
                        found.append(cursor.fetchone())
            return {(user.rpartition("_")[2], schema) for user, schema in found}
        finally:
            connection.close()

    with django_db_blocker.unblock(), ThreadPoolExecutor(8) as pool:
        gemeenten = [*Gemeente.objects.opened().order_by("code")] * 8
        results = list(pool.map(read, gemeenten))
        connection.close()
    assert results == [{(gemeente.schema_name, gemeente.schema_name)} for gemeente in gemeenten]
