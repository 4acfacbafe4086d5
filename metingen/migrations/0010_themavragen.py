
import django.db.models.deletion
import uuid
from django.db import migrations, models

# Why triggers: gemeenten answered a question as it was asked, so it stays so once its round opened; none opens that a second
# person did not read; and what somebody answered for figures of groups is as frozen as the rest of what she submitted.
# The owner, as whom a demo is taken off, may.
FROZEN = """
CREATE FUNCTION metingen_themavraag_frozen() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) AND EXISTS (
        SELECT FROM public.metingen_meetronde
        WHERE staat <> 'concept' AND (
            TG_OP <> 'DELETE' AND id = NEW.meetronde_id OR TG_OP <> 'INSERT' AND id = OLD.meetronde_id
        )
    ) THEN
        RAISE EXCEPTION 'Een vraag van een meetronde die is geopend, verandert niet meer.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION metingen_themavragen_read() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.metingen_themavraag WHERE meetronde_id = NEW.id AND gelezen_by IS NULL) THEN
        RAISE EXCEPTION 'Een tweede persoon heeft de vragen van deze meetronde nog niet gelezen.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER metingen_frozen BEFORE INSERT OR UPDATE OR DELETE ON metingen_themavraag
    FOR EACH ROW EXECUTE FUNCTION metingen_themavraag_frozen();
CREATE TRIGGER metingen_read BEFORE UPDATE OF staat ON metingen_meetronde
    FOR EACH ROW WHEN (OLD.staat = 'concept' AND NEW.staat <> 'concept') EXECUTE FUNCTION metingen_themavragen_read();
CREATE TRIGGER metingen_frozen BEFORE UPDATE OR DELETE ON metingen_groepsantwoord
    FOR EACH ROW EXECUTE FUNCTION metingen_antwoord_frozen();
"""
THAWED = """
DROP TRIGGER metingen_frozen ON metingen_groepsantwoord;
DROP TRIGGER metingen_read ON metingen_meetronde;
DROP TRIGGER metingen_frozen ON metingen_themavraag;
DROP FUNCTION metingen_themavragen_read();
DROP FUNCTION metingen_themavraag_frozen();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('metingen', '0009_antwoordlinks_mailed'),
        ('tenants', '0007_definitief_wissen'),
    ]

    operations = [
        migrations.CreateModel(
            name='Themavraag',
            fields=[
                ('version', models.PositiveIntegerField(default=0)),
                ('updated_at', models.DateTimeField(blank=True, null=True)),
                ('updated_by', models.UUIDField(blank=True, null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nummer', models.PositiveSmallIntegerField()),
                ('vraag', models.CharField(max_length=200)),
                ('uitleg', models.TextField(blank=True, max_length=500)),
                ('soort', models.CharField(choices=[('ja_nee', 'ja, nee of weten we niet'), ('keuze', 'een keuze uit een lijst'), ('jaar', 'een jaartal'), ('uren', 'een aantal uren'), ('geld', 'een bedrag in hele euro’s')], max_length=10)),
                ('keuzes', models.TextField(blank=True, help_text='Op elke regel een', max_length=600)),
                ('alleen_groep', models.BooleanField(default=False)),
                ('gelezen_by', models.UUIDField(blank=True, help_text='De tweede lezer, toen de meetronde opende', null=True)),
                ('gelezen_at', models.DateTimeField(blank=True, null=True)),
                ('meetronde', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themavragen', to='metingen.meetronde')),
                ('vorige', models.ForeignKey(blank=True, help_text='Dezelfde, eerder gesteld', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='metingen.themavraag')),
            ],
            options={
                'verbose_name_plural': 'themavragen',
                'ordering': ['nummer'],
            },
        ),
        migrations.CreateModel(
            name='Groepsantwoord',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('waarde', models.CharField(max_length=20)),
                ('gemeente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.gemeente')),
                ('indiening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groepsantwoorden', to='metingen.indiening')),
                ('themavraag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='metingen.themavraag')),
            ],
            options={
                'verbose_name_plural': 'groepsantwoorden',
            },
        ),
        migrations.AddConstraint(
            model_name='themavraag',
            constraint=models.UniqueConstraint(fields=('meetronde', 'nummer'), name='themavraag_numbered'),
        ),
        migrations.AddConstraint(
            model_name='themavraag',
            constraint=models.CheckConstraint(condition=models.Q(('nummer__gte', 1), ('nummer__lte', 5)), name='themavraag_at_most_five'),
        ),
        migrations.AddConstraint(
            model_name='themavraag',
            constraint=models.CheckConstraint(condition=models.Q(('gelezen_by', None), models.Q(('gelezen_by', models.F('updated_by')), _negated=True), _connector='OR'), name='themavraag_second_reader', violation_error_message='Een ander dan wie de vraag schreef, moet haar lezen.'),
        ),
        migrations.AddConstraint(
            model_name='groepsantwoord',
            constraint=models.UniqueConstraint(fields=('indiening', 'themavraag'), name='groepsantwoord_once'),
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
