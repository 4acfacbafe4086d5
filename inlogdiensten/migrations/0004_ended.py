from django.db import migrations

# As in 0002, and: one that ends is compulsory nowhere, also at others that accepted it, so that they can make another
# compulsory; one that would begin again is approved again.
GUARD = """
CREATE OR REPLACE FUNCTION public.inlogdienst_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL)
            OR (NEW.issuer, NEW.hosts, NEW.client_id, NEW.tweede_stap)
            IS DISTINCT FROM (OLD.issuer, OLD.hosts, OLD.client_id, OLD.tweede_stap) THEN
        NEW.approved_at := NULL;
        NEW.approved_by := NULL;
        UPDATE public.inlogdiensten_aanvaarding a
            SET accepted_at = NULL, accepted_by = NULL, verplicht = false, noodaccount_id = NULL
            WHERE a.inlogdienst_id = NEW.id AND (a.gemeente_id, a.regio_id, a.organisatie)
                IS DISTINCT FROM (NEW.gemeente_id, NEW.regio_id, NEW.organisatie);
    END IF;
    IF NEW.ended_at IS NOT NULL THEN
        UPDATE public.inlogdiensten_aanvaarding a SET verplicht = false, noodaccount_id = NULL
            WHERE a.inlogdienst_id = NEW.id AND a.verplicht;
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("inlogdiensten", "0003_verlening_until")]

    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
