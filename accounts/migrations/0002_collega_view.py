from django.db import migrations

# `current_user` in a view is still the role that asks, while the tables are read with the owner's rights: so a
# gemeente sees the people who have or had Toegang to it, and nobody else.
COLLEGA = """
CREATE VIEW accounts_collega WITH (security_barrier) AS
SELECT gebruiker.id, gebruiker.naam, gebruiker.email
FROM accounts_gebruiker gebruiker
WHERE EXISTS (
    SELECT 1 FROM accounts_toegang toegang
    JOIN tenants_gemeente gemeente ON gemeente.id = toegang.gemeente_id
    WHERE toegang.gebruiker_id = gebruiker.id
    AND current_user = current_database() || '_' || gemeente.schema_name
)
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(COLLEGA, "DROP VIEW accounts_collega")]
