"""Whether the server of PostgreSQL, which may be anybody's, keeps what people type out of its own log, and nobody can
put anything beside the tables. Asked by `migrate` at each start and by `check --deploy`; README says what to do.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connections

from schema_replay.connections import connect

# In which each setting is right; what the server does not have, is off.
SILENT = {
    "log_min_messages": {"log", "fatal", "panic"},
    "log_min_error_statement": {"panic"},
    "log_error_verbosity": {"terse"},
    "log_statement": {"none"},
    "log_duration": {"off"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
    "log_parameter_max_length": {"0"},
    "log_parameter_max_length_on_error": {"0"},
    "debug_print_parse": {"off"},
    "debug_print_rewritten": {"off"},
    "debug_print_plan": {"off"},
    "auto_explain.log_min_duration": {"-1"},
    "pgaudit.log": {"", "none"},
}
OPEN = (
    "SELECT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace"
    " AND proname ~ '^(lo_.*|loread|lowrite|pg_logical_emit_message)$'"
    " AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0)) ORDER BY 1 LIMIT 1"
)
HINT = "Zie «Your own PostgreSQL and Valkey» in README.md."


def found(alias: str) -> list[CheckMessage]:
    messages: list[CheckMessage] = []
    with connect(alias) as connection:
        for name, right in SILENT.items():
            row = connection.execute("SELECT current_setting(%s, true)", [name]).fetchone()
            value = row[0] if row else None
            if value is not None and value not in right:
                text = f"PostgreSQL kan in zijn eigen log zetten wat mensen typen: {name} is {value}."
                messages.append(checks.Warning(text, hint=HINT, id="kompas.W001"))
        if row := connection.execute(OPEN).fetchone():
            text = f"Iedereen in de database kan buiten de tabellen iets bewaren, zoals met {row[0]}."
            messages.append(checks.Warning(text, hint=HINT, id="kompas.W002"))
    return messages


@register(Tags.database)
def server_at_start(
    app_configs: Sequence[AppConfig] | None, *, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    return [message for alias in databases or () for message in found(alias)]


@register(Tags.security, deploy=True)
def server_at_deploy(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    try:
        return [message for alias in connections for message in found(alias)]
    except psycopg.Error as error:
        return [checks.Warning(f"PostgreSQL is niet te bereiken, dus niet nagekeken: {error}", id="kompas.W003")]
