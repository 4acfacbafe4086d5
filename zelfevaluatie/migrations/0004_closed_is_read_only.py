from django.db import migrations

# Why triggers: a page that was open while a colleague closed the year, and any mistake of ours, must not change what
# that year said. A gemeente's role owns no table, so it can neither drop nor disable them; see ADR 0008.
#
# KEY SHARE waits for who is closing (FOR UPDATE) and for nobody else, so that no save slips in meanwhile.
#
# One set per schema, as reports 0005. What wipes for good is done by the owner, with triggers off.
READ_ONLY = """
CREATE FUNCTION zelfevaluatie_closed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked uuid[];
    closed boolean;
BEGIN
    IF TG_TABLE_NAME = 'zelfevaluatie_onderbouwing' THEN
        -- What was removed goes for good after its term, also when the year was closed meanwhile.
        IF TG_OP = 'DELETE' AND OLD.removed_at IS NOT NULL THEN RETURN OLD; END IF;
        IF TG_OP <> 'INSERT' THEN asked := asked || OLD.antwoord_id; END IF;
        IF TG_OP <> 'DELETE' THEN asked := asked || NEW.antwoord_id; END IF;
        EXECUTE format('SELECT array_agg(zelfevaluatie_id) FROM %I.zelfevaluatie_antwoord WHERE id = ANY ($1)',
            TG_TABLE_SCHEMA) INTO asked USING asked;
    ELSE
        IF TG_OP <> 'INSERT' THEN asked := asked || OLD.zelfevaluatie_id; END IF;
        IF TG_OP <> 'DELETE' THEN asked := asked || NEW.zelfevaluatie_id; END IF;
    END IF;
    EXECUTE format('SELECT coalesce(bool_or(found.staat = ''gesloten''), false) FROM (SELECT staat'
        ' FROM %I.zelfevaluatie_zelfevaluatie WHERE id = ANY ($1) FOR KEY SHARE) found', TG_TABLE_SCHEMA)
        INTO closed USING asked;
    IF closed THEN
        RAISE EXCEPTION 'Deze zelfevaluatie is gesloten en kan niet meer veranderen.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION zelfevaluatie_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Deze zelfevaluatie is gesloten en kan niet meer veranderen.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER zelfevaluatie_closed BEFORE INSERT OR UPDATE OR DELETE ON zelfevaluatie_antwoord
    FOR EACH ROW EXECUTE FUNCTION zelfevaluatie_closed();
CREATE TRIGGER zelfevaluatie_closed BEFORE INSERT OR UPDATE OR DELETE ON zelfevaluatie_aanvullendantwoord
    FOR EACH ROW EXECUTE FUNCTION zelfevaluatie_closed();
CREATE TRIGGER zelfevaluatie_closed BEFORE INSERT OR UPDATE OR DELETE ON zelfevaluatie_onderbouwing
    FOR EACH ROW EXECUTE FUNCTION zelfevaluatie_closed();
-- The year itself: it may be opened again, and reports writes how far its plan is.
CREATE TRIGGER zelfevaluatie_kept_delete BEFORE DELETE ON zelfevaluatie_zelfevaluatie
    FOR EACH ROW WHEN (OLD.staat = 'gesloten') EXECUTE FUNCTION zelfevaluatie_kept();
CREATE TRIGGER zelfevaluatie_kept_update BEFORE UPDATE ON zelfevaluatie_zelfevaluatie
    FOR EACH ROW WHEN (OLD.staat = 'gesloten' AND (
        (NEW.jaar, NEW.kaderversie_id, NEW.gezagsdriehoek, NEW.ambtelijk, NEW.vorige_id, NEW.version)
        IS DISTINCT FROM
        (OLD.jaar, OLD.kaderversie_id, OLD.gezagsdriehoek, OLD.ambtelijk, OLD.vorige_id, OLD.version)
        OR NEW.staat = OLD.staat AND (NEW.closed_at, NEW.closed_by, NEW.terugblik)
        IS DISTINCT FROM (OLD.closed_at, OLD.closed_by, OLD.terugblik)
    )) EXECUTE FUNCTION zelfevaluatie_kept();
"""
WRITABLE = """
DROP TRIGGER zelfevaluatie_kept_update ON zelfevaluatie_zelfevaluatie;
DROP TRIGGER zelfevaluatie_kept_delete ON zelfevaluatie_zelfevaluatie;
DROP TRIGGER zelfevaluatie_closed ON zelfevaluatie_onderbouwing;
DROP TRIGGER zelfevaluatie_closed ON zelfevaluatie_aanvullendantwoord;
DROP TRIGGER zelfevaluatie_closed ON zelfevaluatie_antwoord;
DROP FUNCTION zelfevaluatie_kept();
DROP FUNCTION zelfevaluatie_closed();
"""


class Migration(migrations.Migration):
    dependencies = [("zelfevaluatie", "0003_next_year")]

    operations = [migrations.RunSQL(READ_ONLY, WRITABLE)]
