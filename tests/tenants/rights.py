from django.db import connection

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def rights_of(role, schema):
    """Every table and view of `schema` with the rights of `role`, as in TENANT_RIGHTS."""
    allowed = ", ".join(f"has_table_privilege(%(role)s, c.oid, '{right}')" for right in RIGHTS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT relname, {allowed} FROM pg_class c WHERE relnamespace = %(schema)s::regnamespace"
            " AND relkind IN ('r', 'v', 'm', 'p')",
            {"role": f"{connection.settings_dict['NAME']}_{role}", "schema": schema},
        )
        return {
            name: ", ".join(r for r, ok in zip(RIGHTS, found, strict=True) if ok) for name, *found in cursor.fetchall()
        }
