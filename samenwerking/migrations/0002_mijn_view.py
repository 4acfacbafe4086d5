from django.db import migrations

# In which joint plans the gemeente has a part whose role asks, and whether it may read what the others share: not when it
# declined or withdrew, unless it began the plan and so must know whom it asked. A view reads as its owner, so the
# policies that ask it do not ask themselves in turn; see SHARED_ROWS in tenants/rechten.py.
MIJN = """
CREATE VIEW samenwerking_mijn WITH (security_barrier) AS
SELECT
    deelname.gezamenlijk_plan_id,
    deelname.staat IN ('uitgenodigd', 'gedeeld') OR gezamenlijkplan.initiatiefnemer_id = gemeente.id AS reads
FROM samenwerking_deelname deelname
JOIN samenwerking_gezamenlijkplan gezamenlijkplan ON gezamenlijkplan.id = deelname.gezamenlijk_plan_id
JOIN tenants_gemeente gemeente ON gemeente.id = deelname.gemeente_id
WHERE current_user = current_database() || '_' || gemeente.schema_name
"""


class Migration(migrations.Migration):
    dependencies = [("samenwerking", "0001_initial")]

    operations = [migrations.RunSQL(MIJN, "DROP VIEW samenwerking_mijn")]
