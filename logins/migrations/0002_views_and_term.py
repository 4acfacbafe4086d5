from django.db import migrations

# As accounts_collega: `current_user` in a view is the role that asks, while the tables are read with the owner's rights.
# A gemeente sees what her people of today did on the days on which they had Toegang to her, and whether they came in
# at all; never the table, nor for whom else somebody works. The day is that of the calendar here.
VIEWS = """
CREATE VIEW logins_collegalogin WITH (security_barrier) AS
WITH here AS (
    SELECT gebruiker_id, accounts_toegang.valid_from, accounts_toegang.valid_until
    FROM accounts_toegang
    JOIN tenants_gemeente ON tenants_gemeente.id = accounts_toegang.gemeente_id
        AND current_user = current_database() || '_' || schema_name
), today AS (
    SELECT (now() AT TIME ZONE 'Europe/Amsterdam')::date AS day
)
SELECT login.id, created_at, soort, uitkomst, gebruiker_id, network, device
FROM logins_login login
WHERE EXISTS (
    SELECT FROM here, today
    WHERE here.gebruiker_id = login.gebruiker_id
        AND valid_from <= day AND (valid_until IS NULL OR valid_until >= day)
) AND EXISTS (
    SELECT FROM here
    WHERE here.gebruiker_id = login.gebruiker_id
        AND valid_from <= (created_at AT TIME ZONE 'Europe/Amsterdam')::date
        AND (valid_until IS NULL OR valid_until >= (created_at AT TIME ZONE 'Europe/Amsterdam')::date)
);

CREATE VIEW logins_collegastand WITH (security_barrier) AS
SELECT gebruiker.id, gebruiker.naam, string_agg(DISTINCT functie, ', ' ORDER BY functie) AS functies,
    CASE
        WHEN last_login IS NULL THEN 'nooit'
        WHEN last_login > now() - interval '90 days' THEN 'ja'
        ELSE 'nee'
    END AS ingelogd
FROM accounts_gebruiker gebruiker
JOIN accounts_toegang toegang ON toegang.gebruiker_id = gebruiker.id
JOIN tenants_gemeente gemeente ON gemeente.id = toegang.gemeente_id
    AND current_user = current_database() || '_' || schema_name
WHERE toegang.valid_from <= (now() AT TIME ZONE 'Europe/Amsterdam')::date
    AND (toegang.valid_until IS NULL OR toegang.valid_until >= (now() AT TIME ZONE 'Europe/Amsterdam')::date)
GROUP BY gebruiker.id;
"""
# As logboek_remove_old: who may only add cannot take out what is past its term either. It takes no term, and the platform
# alone may call it.
FUNCTION = """
CREATE FUNCTION public.logins_remove_old() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    removed bigint;
BEGIN
    IF current_setting('role') NOT IN (current_database() || '_platform', 'none') THEN  -- none: the owner, by hand
        RAISE EXCEPTION 'Alleen het platform ruimt logins op.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.logins_login WHERE created_at < now() - interval '90 days';
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END $$;
REVOKE ALL ON FUNCTION public.logins_remove_old() FROM PUBLIC;
"""
DROP = """
DROP FUNCTION public.logins_remove_old();
DROP VIEW logins_collegastand;
DROP VIEW logins_collegalogin;
"""


class Migration(migrations.Migration):
    dependencies = [("logins", "0001_initial"), ("accounts", "0006_ciso")]

    operations = [migrations.RunSQL(VIEWS + FUNCTION, DROP)]
