from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0011_klopt_zo'),
    ]

    operations = [
        migrations.AddField(
            model_name='rapport',
            name='made_of_sha256',
            field=models.CharField(blank=True, db_default='', default='', help_text='Zie reports/files/made_of.py', max_length=64),
        ),
        migrations.AlterField(
            model_name='rapport',
            name='requested_by',
            field=models.UUIDField(blank=True, help_text='Leeg: vooraf gemaakt, nog door niemand gevraagd', null=True),
        ),
    ]
