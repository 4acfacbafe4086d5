from django.db import migrations

# As logins_remove_old: who may only add cannot take out what is past its term either. It takes no term, and the platform
# alone may call it.
FUNCTION = """
CREATE FUNCTION public.beheer_remove_old() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    removed bigint;
BEGIN
    IF current_setting('role') NOT IN (current_database() || '_platform', 'none') THEN  -- none: the owner, by hand
        RAISE EXCEPTION 'Alleen het platform ruimt handelingen op.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.beheer_handeling WHERE created_at < now() - interval '2 years';
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END $$;
REVOKE ALL ON FUNCTION public.beheer_remove_old() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("beheer", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION public.beheer_remove_old();")]
