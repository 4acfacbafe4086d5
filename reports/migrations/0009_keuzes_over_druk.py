from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_uitvoeringsplan'),
    ]

    operations = [
        migrations.AddField(
            model_name='keuzes',
            name='hele_bijlagen',
            field=models.BooleanField(db_default=False, default=False, help_text='Ook wat deze gemeente niet gebruikt, zie reports/document/used.py'),
        ),
        migrations.AddField(
            model_name='keuzes',
            name='codes',
            field=models.BooleanField(db_default=False, default=False, help_text='Of de codes van bouwstenen ook buiten Word staan'),
        ),
    ]
