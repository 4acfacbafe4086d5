from django.db import migrations

# What remains of a Wissing is who, when and how often: from the moment that it is no longer waiting, as it is.
KEPT = """
CREATE FUNCTION wissing_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Deze wissing is afgehandeld en blijft zoals zij is.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER wissing_kept BEFORE UPDATE OR DELETE ON wissing_wissing
    FOR EACH ROW WHEN (OLD.staat <> 'gevraagd') EXECUTE FUNCTION wissing_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("wissing", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, "DROP TRIGGER wissing_kept ON wissing_wissing; DROP FUNCTION wissing_kept();")]
