from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_gezamenlijk_plan'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rapport',
            name='formaat',
            field=models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word'), ('odt', 'ODT'), ('html', 'webpagina'), ('metadata', 'metadata'), ('bestuurder', 'voor de bestuurder'), ('collegevoorstel', 'collegevoorstel'), ('uitvoeringsplan', 'uitvoeringsplan'), ('uitvoeringsplan_docx', 'uitvoeringsplan in Word')], default='pdf', max_length=20),
        ),
    ]
