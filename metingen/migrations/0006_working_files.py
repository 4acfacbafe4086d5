from django.db import migrations, models

# Why a trigger: a working file of VNG or CoMensha that counts what a gemeente takes back has to go in the same moment,
# and the gemeente, whoever withdraws for it, may not touch the files of others. So too where what comes in its place is
# not shared with them any more. Frozen Groepscijfers stay.
REMOVES = """
CREATE FUNCTION metingen_remove_files() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.metingen_publicatie publicatie SET bestand = NULL, sha256 = '', removed_at = now()
    WHERE soort = 'stand' AND bestand IS NOT NULL
        AND (NEW.staat = 'ingetrokken' OR NOT NEW.organisaties && publicatie.organisaties)
        AND id IN (
            SELECT lid.publicatie_id FROM public.metingen_publicatielid lid
            JOIN public.metingen_indiening counted ON counted.id = lid.indiening_id
            WHERE counted.gemeente_id = NEW.gemeente_id AND counted.meetronde_id = NEW.meetronde_id
        );
    RETURN NULL;
END $$;

CREATE TRIGGER metingen_replaced AFTER INSERT ON metingen_indiening
    FOR EACH ROW WHEN (NEW.nummer > 1) EXECUTE FUNCTION metingen_remove_files();
CREATE TRIGGER metingen_withdrawn AFTER UPDATE OF staat ON metingen_indiening
    FOR EACH ROW WHEN (NEW.staat = 'ingetrokken' AND OLD.staat <> 'ingetrokken')
    EXECUTE FUNCTION metingen_remove_files();
"""
KEEPS = """
DROP TRIGGER metingen_withdrawn ON metingen_indiening;
DROP TRIGGER metingen_replaced ON metingen_indiening;
DROP FUNCTION metingen_remove_files();
"""
# Nobody knows whom the files of before count, and they do not say what they are.
OLD_FILES = """
UPDATE metingen_publicatie SET bestand = NULL, sha256 = '', removed_at = now()
WHERE soort = 'stand' AND bestand IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("metingen", "0005_second_person")]

    operations = [
        *(
            migrations.AddField("inzage", name, models.CharField(blank=True, db_default="", max_length=length))
            for name, length in (("provincie", 60), ("veiligheidsregio", 60), ("grootteklasse", 10))
        ),
        migrations.AddField(
            "publicatie",
            "removed_at",
            models.DateTimeField(
                blank=True,
                help_text="Het bestand is weg: een gemeente die erin meetelde, deelt dat niet meer",
                null=True,
            ),
        ),
        migrations.RemoveConstraint("publicatie", "publicatie_numbered"),
        migrations.AlterField(
            "publicatie",
            "nummer",
            models.PositiveSmallIntegerField(help_text="Telt door per ronde, soort en voor wie het is"),
        ),
        migrations.AlterField(
            "inzage",
            "wat",
            models.CharField(help_text="Naam van het adres, zoals dashboards:export_gemeenten", max_length=60),
        ),
        migrations.AddConstraint(
            "publicatie",
            models.UniqueConstraint(
                fields=("meetronde", "soort", "organisaties", "nummer"), name="publicatie_numbered"
            ),
        ),
        migrations.RunSQL(REMOVES, KEEPS),
        migrations.RunSQL(OLD_FILES, migrations.RunSQL.noop),
    ]
