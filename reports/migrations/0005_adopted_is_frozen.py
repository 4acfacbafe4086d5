from django.db import migrations

# Why triggers: a gemeente must be able to show years later that nobody, and no mistake of ours, touched what its
# college adopted. A gemeente's role owns no table, so it can neither drop nor disable them; see ADR 0008.
#
# One set per schema: the names below land in the schema that is current while migrating. The one table that is looked
# up is named by TG_TABLE_SCHEMA, because a search path or a temporary table could put another one in its place.
FROZEN = """
CREATE FUNCTION reports_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    versies uuid[];
    adopted boolean;
BEGIN
    IF TG_TABLE_NAME = 'reports_planversie' THEN
        adopted := OLD.vastgesteld_at IS NOT NULL;
        IF NOT adopted AND TG_OP = 'UPDATE' AND (NEW.id, NEW.beleidsplan_id, NEW.plan, NEW.formaat, NEW.sha256)
            IS DISTINCT FROM (OLD.id, OLD.beleidsplan_id, OLD.plan, OLD.formaat, OLD.sha256) THEN
            RAISE EXCEPTION 'De tekst van een bewaarde versie kan niet veranderen.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN versies := versies || OLD.planversie_id; END IF;
        IF TG_OP <> 'DELETE' THEN versies := versies || NEW.planversie_id; END IF;
        EXECUTE format('SELECT EXISTS (SELECT FROM %I.reports_planversie'
            ' WHERE id = ANY ($1) AND vastgesteld_at IS NOT NULL)', TG_TABLE_SCHEMA) INTO adopted USING versies;
    END IF;
    IF adopted THEN
        RAISE EXCEPTION 'Deze versie van het beleidsplan is vastgesteld en kan niet meer veranderen.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER reports_frozen BEFORE UPDATE OR DELETE ON reports_planversie
    FOR EACH ROW EXECUTE FUNCTION reports_frozen();
-- Also INSERT: a decision that was added afterwards would change what was adopted.
CREATE TRIGGER reports_frozen BEFORE INSERT OR UPDATE OR DELETE ON reports_vaststelling
    FOR EACH ROW EXECUTE FUNCTION reports_frozen();
-- The PDF: made by the worker after the adoption, and from then on kept. Before, only its own columns are filled; one
-- that failed may be deleted and asked for again.
CREATE TRIGGER reports_frozen_delete BEFORE DELETE ON reports_rapport
    FOR EACH ROW WHEN (OLD.planversie_id IS NOT NULL AND OLD.sha256 <> '') EXECUTE FUNCTION reports_frozen();
CREATE TRIGGER reports_frozen_update BEFORE UPDATE ON reports_rapport
    FOR EACH ROW WHEN (
        OLD.planversie_id IS DISTINCT FROM NEW.planversie_id OR OLD.planversie_id IS NOT NULL
        AND (OLD.sha256 <> '' OR OLD.plan IS DISTINCT FROM NEW.plan OR OLD.beleidsplan_id <> NEW.beleidsplan_id)
    ) EXECUTE FUNCTION reports_frozen();
"""
THAWED = """
DROP TRIGGER reports_frozen_update ON reports_rapport;
DROP TRIGGER reports_frozen_delete ON reports_rapport;
DROP TRIGGER reports_frozen ON reports_vaststelling;
DROP TRIGGER reports_frozen ON reports_planversie;
DROP FUNCTION reports_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_life_of_a_plan")]

    operations = [migrations.RunSQL(FROZEN, THAWED)]
