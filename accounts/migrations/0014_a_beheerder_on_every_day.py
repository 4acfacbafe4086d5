from django.db import migrations

# As in 0012, where another who stays a day longer was enough: after her nobody was left. She stays at least as long as
# who goes would have.
KEEP = """
CREATE OR REPLACE FUNCTION public.toegang_keep_beheerder(mine uuid, person uuid, last date) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own date;
BEGIN
    SELECT max(coalesce(t.valid_until, 'infinity')) INTO own FROM public.accounts_toegang t
        WHERE t.gemeente_id = mine AND t.gebruiker_id = person AND t.functie = 'beheerder';
    IF own > last AND NOT EXISTS (
        SELECT FROM public.accounts_toegang t JOIN public.accounts_gebruiker g ON g.id = t.gebruiker_id
        WHERE t.gemeente_id = mine AND g.id <> person AND g.is_active AND t.functie = 'beheerder'
            AND t.valid_from <= last + 1 AND coalesce(t.valid_until, 'infinity') >= own
    ) THEN
        RAISE EXCEPTION 'Zonder deze collega heeft de gemeente geen beheerder meer, nu of later. Maak eerst iemand anders beheerder.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_organisatiebeheerder_regiobeheerder")]

    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
