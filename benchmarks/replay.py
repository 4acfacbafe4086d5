"""What a request reads from the database, read again by psycopg alone: the floor of what it can take."""

import statistics
import time

import psycopg
from django.db import connection

CONTROL = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}  # each message is a transaction of its own here


def replay_ms(statements: list[str], rounds: int) -> float:
    """In the order of the request; each message brings its role and path, so it is the same as it was there.

    PostgreSQL itself says which only read, whatever stands in front of them: where nothing may be written the others
    fail, and are left out.
    """
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as bare:
        bare.execute("SET default_transaction_read_only = on")
        reading = [statement for statement in statements if only_reads(bare, statement)]
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            for statement in reading:
                read(bare, statement)
            times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 2)


def only_reads(bare: psycopg.Connection, statement: str) -> bool:
    if statement.split(maxsplit=1)[0].upper() in CONTROL:
        return False
    try:
        read(bare, statement)
    except psycopg.errors.ReadOnlySqlTransaction:
        return False
    return True


def read(bare: psycopg.Connection, statement: str) -> None:
    cursor = bare.execute(statement)
    while True:
        if cursor.description is not None:
            cursor.fetchall()
        if not cursor.nextset():
            return
