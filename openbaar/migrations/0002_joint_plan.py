from django.db import migrations, models

# A gemeente wiped words from a plan that several make: what the others made public of it goes too, with its files. No
# gemeente sees the copy of another, so this runs as the owner, and only for who takes part and said in this transaction that
# it wiped. Gives how many went.
FUNCTION = """
CREATE FUNCTION public.openbaar_wiped(joint uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine uuid := (SELECT id FROM public.tenants_gemeente WHERE schema_name = public.wissing_mine());
    gone bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.samenwerking_deelname d
        WHERE d.gezamenlijk_plan_id = joint AND d.gemeente_id = mine AND d.gewist_at >= transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'Deze gemeente wiste niets uit dat plan.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.openbaar_openbaarbestand b USING public.openbaar_openbaarplan p
        WHERE p.id = b.plan_id AND p.gezamenlijk_plan = joint AND p.gemeente_id <> mine;
    DELETE FROM public.openbaar_openbaarplan p WHERE p.gezamenlijk_plan = joint AND p.gemeente_id <> mine;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("openbaar", "0001_initial"),
        ("samenwerking", "0003_what_was_wiped"),
        ("tenants", "0007_definitief_wissen"),
    ]

    operations = [
        migrations.AddField(
            model_name="openbaarplan",
            name="gezamenlijk_plan",
            field=models.UUIDField(
                blank=True, help_text="Van welk plan van meer gemeenten; leeg is van deze alleen", null=True
            ),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION public.openbaar_wiped(uuid)"),
    ]
