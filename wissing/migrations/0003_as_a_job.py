from django.db import migrations, models

# Wiping became a job: it is under way, or failed, between the second person and the end.
KEPT = """
DROP TRIGGER wissing_kept ON wissing_wissing;
CREATE TRIGGER wissing_kept BEFORE UPDATE OR DELETE ON wissing_wissing
    FOR EACH ROW WHEN (OLD.staat NOT IN ('gevraagd', 'bezig', 'mislukt')) EXECUTE FUNCTION wissing_kept();
"""
BEFORE = """
DROP TRIGGER wissing_kept ON wissing_wissing;
CREATE TRIGGER wissing_kept BEFORE UPDATE OR DELETE ON wissing_wissing
    FOR EACH ROW WHEN (OLD.staat <> 'gevraagd') EXECUTE FUNCTION wissing_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("wissing", "0002_executed_is_frozen")]

    operations = [
        migrations.AddField("wissing", "job_id", models.UUIDField(blank=True, help_text="De taak die het doet, zie jobs/models.py", null=True)),
        migrations.AddField("wissing", "looked", models.JSONField(blank=True, default=dict, help_text="Per bestand of de woorden erin staan")),
        migrations.AddField("wissing", "fout", models.JSONField(blank=True, default=dict, help_text="Soort, en om welke bestanden of tabellen het gaat")),
        migrations.RemoveConstraint(model_name="wissing", name="wissing_words_only_while_waiting"),
        migrations.AlterField(
            "wissing",
            "staat",
            models.CharField(
                choices=[
                    ("gevraagd", "wacht op een tweede persoon"),
                    ("bezig", "wordt gewist"),
                    ("mislukt", "niet gelukt, er is niets gewist"),
                    ("uitgevoerd", "gewist"),
                    ("ingetrokken", "ingetrokken"),
                    ("verlopen", "verlopen, niet gewist"),
                ],
                default="gevraagd",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            "wissing", "words", models.TextField(blank=True, help_text="Versleuteld, en alleen tot ze gewist zijn")
        ),
        migrations.AddConstraint(
            "wissing",
            models.CheckConstraint(
                condition=models.Q(("staat__in", ["gevraagd", "bezig", "mislukt"]), ("words", ""), _connector="OR"),
                name="wissing_words_only_until_wiped",
            ),
        ),
        migrations.RunSQL(KEPT, BEFORE),
    ]
