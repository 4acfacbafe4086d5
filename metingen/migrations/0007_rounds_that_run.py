# What a second person confirms stands in the request; gemeenten without Kompas have an address.

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('metingen', '0006_working_files'),
        ('tenants', '0007_definitief_wissen'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gemeenteadres',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('updated_by', models.UUIDField()),
            ],
            options={
                'verbose_name_plural': 'gemeenteadressen',
            },
        ),
        migrations.RemoveConstraint(
            model_name='rondeverzoek',
            name='rondeverzoek_done_is_confirmed',
        ),
        migrations.AddField(
            model_name='rondeverzoek',
            name='audience',
            field=models.CharField(choices=[('alle', 'alle gemeenten die nog niet hebben ingediend'), ('toegezegd', 'gemeenten die toezegden en nog niet hebben ingediend'), ('niet_begonnen', 'gemeenten die nog niet zijn begonnen')], db_default='alle', default='alle', max_length=20),
        ),
        migrations.AddField(
            model_name='rondeverzoek',
            name='boodschap',
            field=models.TextField(blank=True, db_default='', default='', help_text='Staat in de mail', max_length=600),
        ),
        migrations.AddField(
            model_name='rondeverzoek',
            name='periode_tot',
            field=models.DateField(blank=True, help_text='De nieuwe laatste dag', null=True),
        ),
        migrations.AddField(
            model_name='rondeverzoek',
            name='planned_for',
            field=models.DateField(blank=True, help_text='Leeg: zodra een tweede persoon het bevestigt', null=True),
        ),
        migrations.AddField(
            model_name='rondeverzoek',
            name='provincies',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, db_default=[], default=list, size=None),
        ),
        migrations.AlterField(
            model_name='rondeverzoek',
            name='soort',
            field=models.CharField(choices=[('openen', 'de meetronde openen en gemeenten uitnodigen'), ('verlengen', 'de laatste dag verschuiven'), ('sluiten', 'de meetronde sluiten'), ('publiceren', 'de groepscijfers publiceren'), ('herinneren', 'gemeenten herinneren')], max_length=20),
        ),
        migrations.AlterField(
            model_name='rondeverzoek',
            name='staat',
            field=models.CharField(choices=[('gevraagd', 'wacht op een tweede persoon'), ('gepland', 'bevestigd, wacht op zijn dag'), ('uitgevoerd', 'gedaan'), ('ingetrokken', 'ingetrokken'), ('verlopen', 'verlopen, niet gedaan')], default='gevraagd', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='rondeverzoek',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('staat__in', ['uitgevoerd', 'gepland']), _negated=True), models.Q(('confirmed_by', None), _negated=True), _connector='OR'), name='rondeverzoek_done_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='rondeverzoek',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('soort', 'verlengen'), _negated=True), models.Q(('periode_tot', None), _negated=True), _connector='OR'), name='rondeverzoek_longer_has_day'),
        ),
        migrations.AddConstraint(
            model_name='rondeverzoek',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('staat', 'gepland'), _negated=True), models.Q(('planned_for', None), _negated=True), _connector='OR'), name='rondeverzoek_planned_has_day'),
        ),
        migrations.AddField(
            model_name='gemeenteadres',
            name='gemeente',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.gemeente'),
        ),
    ]
