from django.db import migrations, models

# A gemeente that is no more keeps her schema and may only read it; who looked and what is wiped is still written down.
# The owner alone gives and takes rights, so this is a function of his: it takes no gemeente and no day, and gives
# nothing. What was removed can be put back by nobody any more, and goes for good.
FUNCTION = """
CREATE FUNCTION public.tenants_end_writes() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text;
    tenant text;
    closed integer := 0;
BEGIN
    IF current_setting('role') NOT IN (current_database() || '_platform', 'none') THEN  -- none: the owner, by hand
        RAISE EXCEPTION 'Alleen het platform sluit gemeenten af.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR mine IN
        SELECT schema_name FROM public.tenants_gemeente JOIN pg_namespace ON nspname = schema_name
            WHERE opened_at IS NOT NULL AND valid_until < (now() AT TIME ZONE 'Europe/Amsterdam')::date
    LOOP
        tenant := current_database() || '_' || mine;
        CONTINUE WHEN NOT has_table_privilege(tenant, format('%I.zelfevaluatie_antwoord', mine), 'UPDATE');
        EXECUTE format('DELETE FROM %I.zelfevaluatie_onderbouwing WHERE removed_at IS NOT NULL', mine);
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I FROM %I', mine, tenant);
        EXECUTE format('GRANT INSERT ON %I.logboek_gebeurtenis TO %I', mine, tenant);
        EXECUTE format('GRANT INSERT, UPDATE ON %I.wissing_wissing TO %I', mine, tenant);
        closed := closed + 1;
    END LOOP;
    RETURN closed;
END $$;
REVOKE ALL ON FUNCTION public.tenants_end_writes() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0009_names_and_lists")]

    operations = [
        migrations.AddField(
            model_name="gemeente",
            name="has_voorgangers",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Of er ooit een gemeente in haar is overgegaan; zie Opvolging",
            ),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION public.tenants_end_writes()"),
    ]
