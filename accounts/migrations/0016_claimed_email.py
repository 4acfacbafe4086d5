from django.db import migrations, models

# As in 0002 and 0012. What an inlogdienst says is somebody's address, those who work there may read; where it was not
# proved, `claimed` says so.
VIEWS = """
CREATE OR REPLACE VIEW accounts_collega WITH (security_barrier) AS
SELECT gebruiker.id, gebruiker.naam, coalesce(nullif(claimed_email, ''), gebruiker.email)::varchar(254) AS email
FROM accounts_gebruiker gebruiker
WHERE EXISTS (
    SELECT 1 FROM accounts_toegang toegang
    JOIN tenants_gemeente gemeente ON gemeente.id = toegang.gemeente_id
    WHERE toegang.gebruiker_id = gebruiker.id
    AND current_user = current_database() || '_' || gemeente.schema_name
);

CREATE OR REPLACE VIEW accounts_collegatoegang WITH (security_barrier) AS
WITH here AS (
    SELECT gebruiker_id, functie, held.valid_from, held.valid_until, gemeente_id,
        coalesce(held.valid_until >= (now() AT TIME ZONE 'Europe/Amsterdam')::date, true) AS runs
    FROM accounts_toegang held JOIN tenants_gemeente ON tenants_gemeente.id = held.gemeente_id
        AND current_user = current_database() || '_' || schema_name
)
SELECT gebruiker.id, naam, coalesce(nullif(claimed_email, ''), gebruiker.email)::varchar(254) AS email,
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
    ) AS only_here,
    claimed_email <> '' AS claimed
FROM here JOIN accounts_gebruiker gebruiker ON gebruiker.id = here.gebruiker_id
WHERE anonymised_at IS NULL
GROUP BY gebruiker.id;
"""
# As in 0012; toegang_end notes who said so, as toegang_set does since 0015. No mail leads back in to an address that was
# not proved; what waits for it here goes with her.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION public.toegang_end(beheerder uuid, person uuid, last date) RETURNS boolean
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
    UPDATE public.accounts_toegang t SET valid_until = least(t.valid_until, last), ended_by = beheerder
        WHERE t.gemeente_id = mine AND t.gebruiker_id = person AND coalesce(t.valid_until, today) >= today;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE public.accounts_uitnodiging u SET withdrawn_at = now(), withdrawn_by = beheerder
        FROM public.accounts_gebruiker g
        WHERE u.gemeente_id = mine AND u.accepted_at IS NULL AND u.withdrawn_at IS NULL
            AND g.id = person AND u.email IN (g.email, g.claimed_email);
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION public.gebruiker_reset(beheerder uuid, person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
BEGIN
    PERFORM public.toegang_whole(mine, beheerder, person);
    IF EXISTS (SELECT FROM public.accounts_gebruiker WHERE id = person AND claimed_email <> '') THEN
        RAISE EXCEPTION 'Het e-mailadres is niet bevestigd. Er kan geen mail heen.'
            USING ERRCODE = 'check_violation';
    END IF;
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

CREATE OR REPLACE FUNCTION public.gebruiker_anonymise(beheerder uuid, person uuid) RETURNS void
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
    UPDATE public.accounts_gebruiker SET email = person::text || '@gewist.invalid', claimed_email = '',
        naam = 'Oud-gebruiker', is_active = false, last_login = NULL, anonymised_at = now(),
        password = '!' || replace(gen_random_uuid()::text, '-', '')
        WHERE id = person;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0015_toegang_ended_by")]

    operations = [
        migrations.AddField(
            model_name="gebruiker",
            name="claimed_email",
            field=models.EmailField(
                blank=True,
                db_default="",
                help_text="Wat een inlogdienst zegt dat haar adres is; leeg als zij bewees dat zij de mail leest",
                max_length=254,
            ),
        ),
        migrations.RunSQL(VIEWS + FUNCTIONS, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="collegatoegang",
                    name="claimed",
                    field=models.BooleanField(help_text="Het adres zegt een inlogdienst; bewezen is het niet"),
                    preserve_default=False,
                ),
            ],
        ),
    ]
