from django.db import migrations, models

# As in 0012, and noting of what ends who said so: a claim of an inlogdienst gives none of that back. What a beheerder
# leaves as it was, is not hers by that.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION public.toegang_set(beheerder uuid, person uuid, functies text[], until date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
    today date := public.toegang_today();
    held text[];
BEGIN
    IF until < today THEN
        RAISE EXCEPTION 'De einddatum is al voorbij.' USING ERRCODE = 'check_violation';
    ELSIF cardinality(functies) = 0 THEN
        RAISE EXCEPTION 'Kies ten minste één functie.' USING ERRCODE = 'check_violation';
    END IF;
    SELECT array_agg(t.functie) INTO held FROM public.accounts_toegang t
        WHERE t.gemeente_id = mine AND t.gebruiker_id = person AND coalesce(t.valid_until, today) >= today;
    IF held IS NULL THEN
        RETURN false;
    END IF;
    IF NOT 'beheerder' = ANY (functies) THEN
        PERFORM public.toegang_keep_beheerder(mine, person, today - 1);
    ELSIF until IS NOT NULL THEN
        PERFORM public.toegang_keep_beheerder(mine, person, until);
    END IF;
    UPDATE public.accounts_toegang t
        SET valid_until = CASE WHEN t.functie = ANY (functies) THEN until ELSE today - 1 END,
            ended_by = CASE
                WHEN t.functie <> ALL (functies) THEN beheerder
                WHEN t.valid_until IS NOT DISTINCT FROM until THEN t.ended_by
                WHEN until IS NOT NULL THEN beheerder
            END
        WHERE t.gemeente_id = mine AND t.gebruiker_id = person AND coalesce(t.valid_until, today) >= today;
    INSERT INTO public.accounts_toegang
        (id, gebruiker_id, functie, gemeente_id, organisatie, valid_from, valid_until, created_at, ended_by)
        SELECT DISTINCT ON (f) gen_random_uuid(), person, f, mine, '', today, until, now(),
            CASE WHEN until IS NOT NULL THEN beheerder END
        FROM unnest(functies) AS f WHERE f <> ALL (held);
    RETURN true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0014_a_beheerder_on_every_day")]

    operations = [
        migrations.AddField(
            model_name="toegang",
            name="ended_by",
            field=models.UUIDField(
                blank=True, help_text="Wie zei dat en wanneer zij eindigt; leeg: niemand, of een inlogdienst", null=True
            ),
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
