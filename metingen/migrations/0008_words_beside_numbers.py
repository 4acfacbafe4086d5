from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('metingen', '0007_rounds_that_run'),
    ]

    operations = [
        migrations.AddField(
            model_name='publicatie',
            name='rekenregel',
            field=models.PositiveSmallIntegerField(db_default=1, help_text='Waarmee groepscijfers zijn afgerond'),
        ),
        migrations.AlterField(
            model_name='publicatie',
            name='soort',
            field=models.CharField(choices=[('groepscijfers', 'groepscijfers'), ('tussenstand', 'tussenstand'), ('stand', 'Stand van het land (PDF)')], max_length=20),
        ),
        migrations.AddField(
            model_name='groepscijfer',
            name='aandeel',
            field=models.CharField(blank=True, choices=[('weinig', 'weinig'), ('een deel', 'een deel'), ('ongeveer de helft', 'ongeveer de helft'), ('de meeste', 'de meeste')], db_default='', max_length=20),
        ),
        migrations.AlterField(
            model_name='groepscijfer',
            name='aantal',
            field=models.PositiveIntegerField(blank=True, help_text='Leeg als er een aandeel staat', null=True),
        ),
        migrations.AddConstraint(
            model_name='groepscijfer',
            constraint=models.CheckConstraint(condition=Q(Q(('aantal', None), Q(('aandeel', ''), _negated=True)), Q(('aandeel', ''), ('aantal__isnull', False)), _connector='OR'), name='groepscijfer_number_or_words'),
        ),
    ]
