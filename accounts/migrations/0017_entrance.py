from django.db import migrations

# What every request asks (accounts/entrance.py), as functions: PostgreSQL then plans it once per connection, and planning
# was three quarters of what it took. They run with the rights of who asks, and only the platform may.
#
# Toegang of somebody on a day: valid is as in ToegangQuerySet. `opent` says whether it counts in this session: one that
# came by way of an inlogdienst opens what that may open and nothing else; any other opens no place where an inlogdienst
# is compulsory, but to who holds the noodaccount there. A second step is a code app or a passkey; recovery codes are in
# place of one, and login does not ask for them alone. Or that of the inlogdienst, if it said so at this login and that
# still counts.
TOEGANG_OF = """
CREATE FUNCTION public.toegang_of(person uuid, via uuid, via_second_step boolean, today date)
    RETURNS TABLE (toegangen jsonb, has_second_step boolean) LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT
        (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'functie', t.functie, 'gemeente', t.gemeente_id, 'regio', t.regio_id, 'organisatie', t.organisatie,
            'opent', CASE WHEN via IS NULL
                THEN NOT EXISTS (
                    SELECT FROM public.inlogdiensten_opent o
                    WHERE o.verplicht AND o.noodaccount_id <> t.gebruiker_id AND {same_place}
                )
                ELSE EXISTS (SELECT FROM public.inlogdiensten_opent o WHERE o.inlogdienst_id = via AND {same_place})
            END
        )), '[]')
        FROM public.accounts_toegang t
        WHERE t.gebruiker_id = person
            AND t.valid_from <= today AND (t.valid_until IS NULL OR t.valid_until >= today)),
        EXISTS (SELECT FROM public.mfa_authenticator a WHERE a.user_id = person AND a.type <> 'recovery_codes')
        OR via_second_step AND EXISTS (
            SELECT FROM public.inlogdiensten_opent o WHERE o.inlogdienst_id = via AND o.second_step
        );
END $$;
""".replace(
    "{same_place}",
    "(o.gemeente_id = t.gemeente_id OR o.regio_id = t.regio_id OR o.organisatie = nullif(t.organisatie, ''))",
)
# One row, also when nothing is found. Beheerders are those of today, for the footer of the pages of this gemeente.
ENTRANCE = """
CREATE FUNCTION public.entrance(label text, key text, moment timestamptz, today date)
    RETURNS TABLE (
        gemeente public.tenants_gemeente, session public.accounts_session, gebruiker public.accounts_gebruiker,
        toegangen jsonb, has_second_step boolean, beheerders jsonb
    ) LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT g, s, p, held.toegangen, held.has_second_step, (
        SELECT jsonb_agg(DISTINCT jsonb_build_object(
            'naam', b.naam, 'email', coalesce(nullif(b.claimed_email, ''), b.email)
        ))
        FROM public.accounts_toegang t JOIN public.accounts_gebruiker b ON b.id = t.gebruiker_id
        WHERE t.gemeente_id = g.id AND t.functie = 'beheerder' AND b.is_active
            AND t.valid_from <= today AND (t.valid_until IS NULL OR t.valid_until >= today)
    )
    FROM (SELECT 1) AS request
    LEFT JOIN (
        public.tenants_domein d JOIN public.tenants_gemeente g ON g.id = d.tenant_id AND g.opened_at IS NOT NULL
    ) ON d.domain = label
    LEFT JOIN public.accounts_session s ON s.session_key = key AND s.expire_date > moment
    LEFT JOIN public.accounts_gebruiker p ON p.id = s.gebruiker_id AND p.is_active
    LEFT JOIN LATERAL public.toegang_of(p.id, s.inlogdienst_id, s.second_step, today) held ON true;
END $$;
"""
FUNCTIONS = "public.toegang_of(uuid, uuid, boolean, date), public.entrance(text, text, timestamptz, date)"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0016_claimed_email"),
        ("inlogdiensten", "0004_ended"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunSQL(
            f"{TOEGANG_OF}{ENTRANCE}REVOKE ALL ON FUNCTION {FUNCTIONS} FROM PUBLIC",
            "DROP FUNCTION public.entrance(text, text, timestamptz, date);"
            "DROP FUNCTION public.toegang_of(uuid, uuid, boolean, date)",
        )
    ]
