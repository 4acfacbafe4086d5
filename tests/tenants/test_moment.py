"""Point-in-time recovery, small: as `make drill` does it with 342 gemeenten."""

import os

import psycopg

from benchmarks.moment import measure
from tenants.backups.hashes import hashes


def test_a_lost_server_comes_back_at_a_moment_between_two_saves(django_db_setup):
    """It ends with an error when a table is not as it was then."""
    url = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(url) as connection:
        tables = hashes(connection, ["gm0037", "gm9001", "gm9002", "public"])
    figures = {name: value for name, value, *_ in measure(url)}
    assert set(figures) == {"moment_base_s", "moment_back_s", "moment_tables"}
    assert figures["moment_tables"] == len(tables)
