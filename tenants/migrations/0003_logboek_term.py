from django.db import migrations

# The role of a gemeente may only add to its logboek, so it cannot take out what is past its term either. This function
# can, as the owner, and does nothing else: it takes no term and no schema from who asks. Inside it `current_user` is
# the owner; the setting `role` still says who asked.
FUNCTION = """
CREATE FUNCTION public.logboek_remove_old() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text;
    removed bigint;
BEGIN
    SELECT schema_name INTO mine FROM public.tenants_gemeente
        WHERE current_setting('role') = current_database() || '_' || schema_name;
    IF mine IS NULL THEN
        RAISE EXCEPTION 'Alleen een gemeente heeft een logboek.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('DELETE FROM %I.logboek_gebeurtenis WHERE created_at < now() - interval ''2 years''', mine);
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END $$;
REVOKE ALL ON FUNCTION public.logboek_remove_old() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_opening_and_maintenance")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION public.logboek_remove_old()")]
