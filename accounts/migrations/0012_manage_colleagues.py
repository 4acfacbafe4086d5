from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

# As accounts_collega: `current_user` in a view is the role that asks. Whoever has or had Toegang to the gemeente that
# asks, once; of today, or of a day that has yet to come, `functies` says which. No moment of a login, no other gemeente:
# only whether there is anything elsewhere, for then this gemeente may not take away the whole account.
VIEW = """
CREATE VIEW accounts_collegatoegang WITH (security_barrier) AS
WITH here AS (
    SELECT gebruiker_id, functie, held.valid_from, held.valid_until, gemeente_id,
        coalesce(held.valid_until >= (now() AT TIME ZONE 'Europe/Amsterdam')::date, true) AS runs
    FROM accounts_toegang held JOIN tenants_gemeente ON tenants_gemeente.id = held.gemeente_id
        AND current_user = current_database() || '_' || schema_name
)
SELECT gebruiker.id, naam, email,
    coalesce(array_agg(DISTINCT functie ORDER BY functie) FILTER (WHERE runs), '{}') AS functies,
    min(here.valid_from) AS since,
    CASE WHEN NOT bool_or(runs AND here.valid_until IS NULL) THEN max(here.valid_until) END AS until,
    CASE
        WHEN last_login IS NULL THEN 'nooit' WHEN last_login > now() - interval '90 days' THEN 'ja' ELSE 'nee'
    END AS ingelogd,
    EXISTS (SELECT FROM mfa_authenticator WHERE user_id = gebruiker.id AND type <> 'recovery_codes') AS second_step,
    NOT EXISTS (
        SELECT FROM accounts_toegang t
        WHERE t.gebruiker_id = gebruiker.id
            AND t.gemeente_id IS DISTINCT FROM (SELECT gemeente_id FROM here LIMIT 1)
    ) AS only_here
FROM here JOIN accounts_gebruiker gebruiker ON gebruiker.id = here.gebruiker_id
WHERE anonymised_at IS NULL
GROUP BY gebruiker.id;
"""
FUNCTIONS = """
-- A gemeente that was let in has a beheerder on every day to come: nobody ends the last one, today or later. `last` is
-- the last day on which this person still is one.
CREATE FUNCTION public.toegang_keep_beheerder(mine uuid, person uuid, last date) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.accounts_toegang t WHERE t.gemeente_id = mine AND t.gebruiker_id = person
            AND t.functie = 'beheerder' AND coalesce(t.valid_until, 'infinity') > last
    ) AND NOT EXISTS (
        SELECT FROM public.accounts_toegang t JOIN public.accounts_gebruiker g ON g.id = t.gebruiker_id
        WHERE t.gemeente_id = mine AND g.id <> person AND g.is_active AND t.functie = 'beheerder'
            AND t.valid_from <= last + 1 AND coalesce(t.valid_until, 'infinity') > last
    ) THEN
        RAISE EXCEPTION 'Zonder deze collega heeft de gemeente geen beheerder meer. Maak eerst iemand anders beheerder.'
            USING ERRCODE = 'check_violation';
    END IF;
END $$;

-- What somebody may here from today: these functies and no other, all until the same day. False for who has no Toegang.
CREATE FUNCTION public.toegang_set(beheerder uuid, person uuid, functies text[], until date) RETURNS boolean
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
    UPDATE public.accounts_toegang t SET valid_until = CASE WHEN t.functie = ANY (functies) THEN until ELSE today - 1 END
        WHERE t.gemeente_id = mine AND t.gebruiker_id = person AND coalesce(t.valid_until, today) >= today;
    INSERT INTO public.accounts_toegang
        (id, gebruiker_id, functie, gemeente_id, organisatie, valid_from, valid_until, created_at)
        SELECT DISTINCT ON (f) gen_random_uuid(), person, f, mine, '', today, until, now()
        FROM unnest(functies) AS f WHERE f <> ALL (held);
    RETURN true;
END $$;

-- All that somebody may here ends with this day; without one it has ended. What waits for her address, too.
CREATE FUNCTION public.toegang_end(beheerder uuid, person uuid, last date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
    today date := public.toegang_today();
BEGIN
    IF last < today THEN
        RAISE EXCEPTION 'De einddatum is al voorbij.' USING ERRCODE = 'check_violation';
    END IF;
    last := coalesce(last, today - 1);
    PERFORM public.toegang_keep_beheerder(mine, person, last);
    UPDATE public.accounts_toegang t SET valid_until = least(t.valid_until, last)
        WHERE t.gemeente_id = mine AND t.gebruiker_id = person AND coalesce(t.valid_until, today) >= today;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE public.accounts_uitnodiging u SET withdrawn_at = now(), withdrawn_by = beheerder
        WHERE u.gemeente_id = mine AND u.accepted_at IS NULL AND u.withdrawn_at IS NULL
            AND u.email = (SELECT email FROM public.accounts_gebruiker WHERE id = person);
    RETURN true;
END $$;

-- A whole account is of this gemeente when nothing of it is elsewhere; and nobody does this to herself.
CREATE FUNCTION public.toegang_whole(mine uuid, beheerder uuid, person uuid) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF person = beheerder OR EXISTS (
        SELECT FROM public.accounts_toegang t WHERE t.gebruiker_id = person AND t.gemeente_id IS DISTINCT FROM mine
    ) OR NOT EXISTS (
        SELECT FROM public.accounts_toegang t WHERE t.gebruiker_id = person AND t.gemeente_id = mine
    ) THEN
        RAISE EXCEPTION 'Dit account is niet van deze gemeente alleen. Wie Kompas beheert kan dit doen.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- As accounts.actions.reset_login, with a mail that leads back in.
CREATE FUNCTION public.gebruiker_reset(beheerder uuid, person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
BEGIN
    PERFORM public.toegang_whole(mine, beheerder, person);
    DELETE FROM public.mfa_authenticator WHERE user_id = person;
    DELETE FROM public.socialaccount_socialaccount WHERE user_id = person;
    DELETE FROM public.accounts_session WHERE gebruiker_id = person;
    UPDATE public.accounts_gebruiker SET password = '!' || replace(gen_random_uuid()::text, '-', '') WHERE id = person;
    INSERT INTO public.logins_login (id, soort, uitkomst, gebruiker_id, organisatie, network, device, notified)
        VALUES (gen_random_uuid(), 'verwijderd', 'gelukt', person, '', '', 'beheerder van de gemeente', true);
    INSERT INTO public.berichten_bericht
        (id, gemeente_id, soort, address, functie, subject, body, staat, reden, attempts)
        SELECT gen_random_uuid(), mine, 'herstel', email, '', '', '', 'wacht', '', 0
        FROM public.accounts_gebruiker WHERE id = person AND is_active;
END $$;

-- As accounts.actions.anonymise_gebruiker, with the end of all Toegang.
CREATE FUNCTION public.gebruiker_anonymise(beheerder uuid, person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
BEGIN
    PERFORM public.toegang_whole(mine, beheerder, person);
    PERFORM public.toegang_end(beheerder, person, NULL);
    DELETE FROM public.accounts_uitnodiging u USING public.accounts_gebruiker g
        WHERE g.id = person AND (u.email = g.email OR u.accepted_by = person);
    DELETE FROM public.account_emailaddress WHERE user_id = person;
    DELETE FROM public.mfa_authenticator WHERE user_id = person;
    DELETE FROM public.socialaccount_socialaccount WHERE user_id = person;
    DELETE FROM public.accounts_session WHERE gebruiker_id = person;
    UPDATE public.accounts_gebruiker SET email = person::text || '@gewist.invalid', naam = 'Oud-gebruiker',
        is_active = false, last_login = NULL, anonymised_at = now(),
        password = '!' || replace(gen_random_uuid()::text, '-', '')
        WHERE id = person;
END $$;
"""
NAMES = """
toegang_keep_beheerder(uuid,uuid,date) toegang_set(uuid,uuid,text[],date) toegang_end(uuid,uuid,date)
toegang_whole(uuid,uuid,uuid) gebruiker_reset(uuid,uuid) gebruiker_anonymise(uuid,uuid)
""".split()
CLOSE = "".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;\n" for name in NAMES)
DROP = "".join(f"DROP FUNCTION public.{name};\n" for name in reversed(NAMES)) + "DROP VIEW accounts_collegatoegang;"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_invite_colleagues"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [
        migrations.RunSQL(VIEW + FUNCTIONS + CLOSE, DROP),
        migrations.CreateModel(
            name="CollegaToegang",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("naam", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254)),
                (
                    "functies",
                    ArrayField(
                        base_field=models.CharField(max_length=20),
                        help_text="Van nu en later; leeg van wie hier stopte",
                        size=None,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "ingelogd",
                    models.CharField(
                        choices=[("nooit", "nog nooit"), ("ja", "ja"), ("nee", "nee")],
                        help_text="In de laatste 90 dagen",
                        max_length=5,
                    ),
                ),
                ("second_step", models.BooleanField()),
                ("only_here", models.BooleanField()),
            ],
            options={
                "db_table": "accounts_collegatoegang",
                "ordering": ["naam", "id"],
                "managed": False,
            },
        ),
    ]
