from django.db import migrations, models

FUNCTIES = [
    "lezer",
    "bewerker",
    "beheerder",
    "indiener",
    "ciso",
    "ketenregisseur",
    "medewerker",
    "redacteur",
    "platformbeheerder",
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_encrypt_second_steps")]

    operations = [
        migrations.RemoveConstraint(model_name="toegang", name="toegang_functie_fits_scope"),
        migrations.AlterField(
            model_name="toegang",
            name="functie",
            field=models.CharField(choices=[(naam, naam) for naam in FUNCTIES], max_length=20),
        ),
        migrations.AddConstraint(
            model_name="toegang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("functie__in", ["lezer", "bewerker", "beheerder", "indiener", "ciso"]),
                        ("gemeente__isnull", False),
                        ("organisatie", ""),
                        ("regio", None),
                    ),
                    models.Q(
                        ("functie__in", ["ketenregisseur"]),
                        ("gemeente", None),
                        ("organisatie", ""),
                        ("regio__isnull", False),
                    ),
                    models.Q(
                        ("functie__in", ["medewerker", "redacteur", "platformbeheerder", "ciso"]),
                        ("gemeente", None),
                        ("regio", None),
                        models.Q(("organisatie", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="toegang_functie_fits_scope",
                violation_error_message="Een functie hoort bij precies één gemeente, regio of organisatie.",
            ),
        ),
    ]
