from django.db import migrations

# What the beheerder of a gemeente does with people is done by the owner: her role may read invitations and write none of
# it. Each function finds out which gemeente asks, from the role that travels with the statement, and that the person
# it names is beheerder there today. One at a time per gemeente, so that two cannot send each other away.
FUNCTIONS = """
CREATE FUNCTION public.toegang_today() RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (now() AT TIME ZONE 'Europe/Amsterdam')::date
$$;

CREATE FUNCTION public.toegang_mine(beheerder uuid) RETURNS uuid LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid;
    today date := public.toegang_today();
BEGIN
    SELECT id INTO mine FROM public.tenants_gemeente
        WHERE current_setting('role') = current_database() || '_' || schema_name;
    PERFORM pg_advisory_xact_lock(hashtextextended('toegang ' || mine::text, 0));
    IF mine IS NULL OR NOT EXISTS (
        SELECT FROM public.accounts_toegang t JOIN public.accounts_gebruiker g ON g.id = t.gebruiker_id
        WHERE t.gemeente_id = mine AND g.id = beheerder AND g.is_active AND t.functie = 'beheerder'
            AND t.valid_from <= today AND coalesce(t.valid_until, today) >= today
    ) THEN
        RAISE EXCEPTION 'Alleen een beheerder van deze gemeente kan dit.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN mine;
END $$;

-- As Gemeente.has_agreement.
CREATE FUNCTION public.toegang_agreed(gemeente uuid) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT herkomst <> '' OR code >= 'GM9000' OR coalesce(verwerkersovereenkomst_on <= public.toegang_today(), false)
    FROM public.tenants_gemeente WHERE id = gemeente
$$;

CREATE FUNCTION public.uitnodiging_mail(uitnodiging uuid) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.berichten_bericht
        (id, gemeente_id, soort, about, address, functie, subject, body, staat, reden, attempts)
    SELECT gen_random_uuid(), gemeente_id, 'uitgenodigd', id, email, functies[1], '', '', 'wacht', '', 0
    FROM public.accounts_uitnodiging WHERE id = uitnodiging;
END $$;

-- Who is asked again has one invitation: the newest.
CREATE FUNCTION public.uitnodiging_add(beheerder uuid, address text, functies text[], until date, note text)
    RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
    made uuid := gen_random_uuid();
BEGIN
    IF NOT public.toegang_agreed(mine) THEN
        RAISE EXCEPTION 'Er is nog geen verwerkersovereenkomst vastgelegd.' USING ERRCODE = 'check_violation';
    ELSIF until < public.toegang_today() THEN
        RAISE EXCEPTION 'De einddatum is al voorbij.' USING ERRCODE = 'check_violation';
    ELSIF NOT functies <@ ARRAY['lezer', 'bewerker', 'beheerder', 'indiener', 'vaststeller', 'ciso'] THEN
        RAISE EXCEPTION 'Deze functie is er niet bij een gemeente.' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.accounts_uitnodiging u SET withdrawn_at = now(), withdrawn_by = beheerder
        WHERE u.gemeente_id = mine AND u.email = lower(address) AND u.accepted_at IS NULL AND u.withdrawn_at IS NULL;
    INSERT INTO public.accounts_uitnodiging
        (id, gemeente_id, email, functies, toegang_until, note, created_by, created_at, expires_at)
        VALUES (made, mine, lower(address), functies, until, note, beheerder, now(), now() + interval '14 days');
    PERFORM public.uitnodiging_mail(made);
    RETURN made;
END $$;

-- Mailed once more, and valid for another 14 days. False when it was accepted or withdrawn meanwhile.
CREATE FUNCTION public.uitnodiging_resend(beheerder uuid, uitnodiging uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
BEGIN
    UPDATE public.accounts_uitnodiging u SET expires_at = now() + interval '14 days'
        WHERE u.id = uitnodiging AND u.gemeente_id = mine AND u.accepted_at IS NULL AND u.withdrawn_at IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM public.uitnodiging_mail(uitnodiging);
    RETURN true;
END $$;

CREATE FUNCTION public.uitnodiging_withdraw(beheerder uuid, uitnodiging uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := public.toegang_mine(beheerder);
BEGIN
    UPDATE public.accounts_uitnodiging u SET withdrawn_at = now(), withdrawn_by = beheerder
        WHERE u.id = uitnodiging AND u.gemeente_id = mine AND u.accepted_at IS NULL AND u.withdrawn_at IS NULL;
    RETURN FOUND;
END $$;
"""
NAMES = """
toegang_today() toegang_mine(uuid) toegang_agreed(uuid) uitnodiging_mail(uuid)
uitnodiging_add(uuid,text,text[],date,text) uitnodiging_resend(uuid,uuid) uitnodiging_withdraw(uuid,uuid)
""".split()
CLOSE = "".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;\n" for name in NAMES)
DROP = "".join(f"DROP FUNCTION public.{name};\n" for name in reversed(NAMES))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_vaststeller"), ("tenants", "0008_verwerkersovereenkomst")]

    operations = [migrations.RunSQL(FUNCTIONS + CLOSE, DROP)]
