from tenants.connection import connection


def hold(what: str, *, shared: bool = False) -> None:
    """One at a time until we commit, also where a lock on the row is not for us; who holds it shared, holds up only
    who does not."""
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [what])
