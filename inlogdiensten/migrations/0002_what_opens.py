from django.db import migrations

# Which providers let somebody in, and where; asked on every request (accounts/models.py). It reads as its owner, and
# only the platform may ask it.
OPENT = """
CREATE VIEW inlogdiensten_opent AS
SELECT
    aanvaarding.inlogdienst_id, aanvaarding.gemeente_id, aanvaarding.regio_id, aanvaarding.organisatie,
    aanvaarding.verplicht, aanvaarding.noodaccount_id, inlogdienst.tweede_stap <> '' AS second_step
FROM inlogdiensten_aanvaarding aanvaarding
JOIN inlogdiensten_inlogdienst inlogdienst ON inlogdienst.id = aanvaarding.inlogdienst_id
WHERE inlogdienst.approved_at IS NOT NULL AND inlogdienst.ended_at IS NULL
    AND aanvaarding.accepted_at IS NOT NULL AND aanvaarding.ended_at IS NULL
"""
# Which providers the gemeente was offered whose role asks. A view reads as its owner, so the policies that ask it do not
# ask themselves in turn; see SHARED_ROWS in tenants/rechten.py.
MIJN = """
CREATE VIEW inlogdiensten_mijn WITH (security_barrier) AS
SELECT aanvaarding.inlogdienst_id
FROM inlogdiensten_aanvaarding aanvaarding JOIN tenants_gemeente gemeente ON gemeente.id = aanvaarding.gemeente_id
WHERE current_user = current_database() || '_' || gemeente.schema_name
"""
# Who sets a provider up does not approve it: what was approved ends with the approval, whoever writes it. So do those who
# accepted it from her: they accepted another one.
GUARD = """
CREATE FUNCTION public.inlogdienst_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (NEW.issuer, NEW.hosts, NEW.client_id, NEW.tweede_stap)
            IS DISTINCT FROM (OLD.issuer, OLD.hosts, OLD.client_id, OLD.tweede_stap) THEN
        NEW.approved_at := NULL;
        NEW.approved_by := NULL;
        UPDATE public.inlogdiensten_aanvaarding a
            SET accepted_at = NULL, accepted_by = NULL, verplicht = false, noodaccount_id = NULL
            WHERE a.inlogdienst_id = NEW.id AND (a.gemeente_id, a.regio_id, a.organisatie)
                IS DISTINCT FROM (NEW.gemeente_id, NEW.regio_id, NEW.organisatie);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER inlogdienst_guard BEFORE INSERT OR UPDATE ON inlogdiensten_inlogdienst
    FOR EACH ROW EXECUTE FUNCTION public.inlogdienst_guard();
"""
# A gemeente has no right on the columns of the approval. Of hers another beheerder of hers approves, and what is asked
# of her role is looked up here, not believed: which gemeente, that he is beheerder there, that the text is as he saw.
APPROVE = """
CREATE FUNCTION public.inlogdienst_approve(beheerder uuid, inlogdienst uuid, seen timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid;
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    SELECT id INTO mine FROM public.tenants_gemeente
        WHERE current_setting('role') = current_database() || '_' || schema_name;
    IF mine IS NULL OR NOT EXISTS (
        SELECT FROM public.accounts_toegang t JOIN public.accounts_gebruiker g ON g.id = t.gebruiker_id
        WHERE t.gemeente_id = mine AND g.id = beheerder AND g.is_active AND t.functie = 'beheerder'
            AND t.valid_from <= today AND coalesce(t.valid_until, today) >= today
    ) THEN
        RAISE EXCEPTION 'Alleen een beheerder van deze gemeente kan dit.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE public.inlogdiensten_inlogdienst d SET approved_at = now(), approved_by = beheerder
        WHERE d.id = inlogdienst AND d.gemeente_id = mine AND d.set_up_at = seen
            AND d.set_up_by IS DISTINCT FROM beheerder AND d.approved_at IS NULL AND d.ended_at IS NULL;
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION public.inlogdienst_approve(uuid, uuid, timestamptz), public.inlogdienst_guard() FROM PUBLIC;
"""
DROP = """
DROP FUNCTION public.inlogdienst_approve(uuid, uuid, timestamptz);
DROP TRIGGER inlogdienst_guard ON inlogdiensten_inlogdienst;
DROP FUNCTION public.inlogdienst_guard();
DROP VIEW inlogdiensten_mijn;
DROP VIEW inlogdiensten_opent;
"""


class Migration(migrations.Migration):
    dependencies = [("inlogdiensten", "0001_initial")]

    operations = [migrations.RunSQL(f"{OPENT};{MIJN};{GUARD}{APPROVE}", DROP)]
