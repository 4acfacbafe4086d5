from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0002_lokale_passage"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='rapport', name='rapport_pdf_with_hash'),
        migrations.RenameField(model_name='rapport', old_name='pdf', new_name='content'),
        migrations.AddField(
            model_name='rapport',
            name='formaat',
            field=models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word'), ('odt', 'ODT'), ('html', 'webpagina'), ('metadata', 'metadata'), ('bestuurder', 'voor de bestuurder'), ('collegevoorstel', 'collegevoorstel')], default='pdf', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='rapport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content', None), ('sha256', '')), models.Q(('content__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='rapport_content_with_hash'),
        ),
    ]
