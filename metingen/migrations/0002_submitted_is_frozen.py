from django.db import migrations

# Why a trigger: what VNG and CoMensha counted must be what the gemeente sent, whoever makes a mistake later. Only three
# things may happen to an Indiening: a newer one replaces it, the gemeente withdraws it, and its content is erased a
# month after that. Besides, the owner, as whom the functions of Definitief wissen run, may take words out; web and worker
# never are the owner. See ADR 0005 and metingen/actions.py.
FROZEN = """
CREATE FUNCTION metingen_frozen() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept text[] := ARRAY['staat', 'ingetrokken_at', 'ingetrokken_by'];
    wiped text[] := ARRAY['inhoud', 'mandaat_functie', 'sha256'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - kept = to_jsonb(OLD) - kept AND (
            OLD.staat = NEW.staat
            OR OLD.staat = 'geldig' AND NEW.staat = 'vervangen'
            OR OLD.staat <> 'ingetrokken' AND NEW.staat = 'ingetrokken'
        ) AND (OLD.ingetrokken_at IS NULL OR OLD.ingetrokken_at = NEW.ingetrokken_at) THEN
            RETURN NEW;
        END IF;
        IF OLD.staat = 'ingetrokken' AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL
            AND OLD.ingetrokken_at <= now() - interval '30 days' AND NEW.inhoud IS NULL
            AND (NEW.id, NEW.gemeente_id, NEW.nummer, NEW.sha256, NEW.staat, NEW.ingediend_at, NEW.ingetrokken_at)
            = (OLD.id, OLD.gemeente_id, OLD.nummer, OLD.sha256, OLD.staat, OLD.ingediend_at, OLD.ingetrokken_at) THEN
            RETURN NEW;
        END IF;
        IF to_jsonb(NEW) - wiped = to_jsonb(OLD) - wiped AND (NEW.inhoud IS NULL) = (OLD.inhoud IS NULL)
            AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Wat is ingediend, kan niet meer veranderen.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION metingen_antwoord_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM public.metingen_indiening WHERE id = OLD.indiening_id
        AND staat = 'ingetrokken' AND ingetrokken_at <= now() - interval '30 days'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Wat is ingediend, kan niet meer veranderen.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER metingen_frozen BEFORE UPDATE OR DELETE ON metingen_indiening
    FOR EACH ROW EXECUTE FUNCTION metingen_frozen();
CREATE TRIGGER metingen_frozen BEFORE UPDATE OR DELETE ON metingen_indieningantwoord
    FOR EACH ROW EXECUTE FUNCTION metingen_antwoord_frozen();
"""
THAWED = """
DROP TRIGGER metingen_frozen ON metingen_indieningantwoord;
DROP TRIGGER metingen_frozen ON metingen_indiening;
DROP FUNCTION metingen_antwoord_frozen();
DROP FUNCTION metingen_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("metingen", "0001_initial")]

    operations = [migrations.RunSQL(FROZEN, THAWED)]
