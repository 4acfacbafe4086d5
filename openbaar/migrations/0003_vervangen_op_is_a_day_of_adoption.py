from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("openbaar", "0002_joint_plan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="openbaarplan",
            name="vervangen_op",
            field=models.DateField(blank=True, help_text="Op deze dag is een ander plan vastgesteld", null=True),
        ),
    ]
