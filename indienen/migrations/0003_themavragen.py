from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indienen', '0002_uitleg'),
    ]

    operations = [
        migrations.AddField(
            model_name='voorbereiding',
            name='thema1',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='voorbereiding',
            name='thema2',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='voorbereiding',
            name='thema3',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='voorbereiding',
            name='thema4',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='voorbereiding',
            name='thema5',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
    ]
