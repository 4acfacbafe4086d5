import django.db
import psycopg
import pytest

from schema_replay.ledger import NotTried, Outcome, without_content


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (
            psycopg.Error('could not create unique index "name"\nDETAIL: Key (name)=(a)'),
            'could not create unique index "name"',
        ),
        (
            psycopg.Error('invalid input syntax for type integer: "Wij zoeken"'),
            "invalid input syntax for type integer: …",
        ),
        (django.db.DataError('value "06123" is out of range for type smallint'), "value …"),
        (NotTried("Not tried: 5 schemas before it failed."), "Not tried: 5 schemas before it failed."),
        (ValueError("Wij zoeken iemand"), "ValueError"),
        (psycopg.Error(), "Error"),
    ],
)
def test_what_is_kept_of_an_error_says_nothing_of_a_row(error, kept):
    assert without_content(error) == kept


def test_failed_keeps_the_place(caplog):
    failed = Outcome("gm0001", "app", "0002", "applied", "replayed").failed(KeyError("geheim"))
    assert (failed.schema, failed.name, failed.is_applied, failed.error) == ("gm0001", "0002", False, "KeyError")
