from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_uitnodiging")]

    operations = [
        migrations.RemoveConstraint(
            model_name="toegang",
            name="toegang_functie_fits_scope",
        ),
        migrations.AlterField(
            model_name="toegang",
            name="functie",
            field=models.CharField(
                choices=[
                    ("lezer", "lezer"),
                    ("bewerker", "bewerker"),
                    ("beheerder", "beheerder"),
                    ("indiener", "indiener"),
                    ("vaststeller", "vaststeller"),
                    ("ciso", "ciso"),
                    ("ketenregisseur", "ketenregisseur"),
                    ("medewerker", "medewerker"),
                    ("rondebeheerder", "rondebeheerder"),
                    ("redacteur", "redacteur"),
                    ("platformbeheerder", "platformbeheerder"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="toegang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("functie__in", ["lezer", "bewerker", "beheerder", "indiener", "vaststeller", "ciso"]),
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
                        ("functie__in", ["medewerker", "rondebeheerder", "redacteur", "platformbeheerder", "ciso"]),
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
