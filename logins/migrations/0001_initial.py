import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SOORTEN = [
    ("wachtwoord", "wachtwoord"),
    ("code", "code uit een app"),
    ("herstelcode", "herstelcode"),
    ("passkey", "passkey"),
    ("ingelogd", "ingelogd"),
    ("opnieuw", "opnieuw laten zien wie je bent"),
    ("uitgelogd", "uitgelogd"),
    ("elders", "elders uitgelogd"),
    ("beheer", "uitgelogd door het beheer"),
    ("verlopen", "sessie verlopen"),
    ("vergeten", "nieuw wachtwoord gevraagd"),
    ("hersteld", "nieuw wachtwoord gekozen met een link"),
    ("gewijzigd", "wachtwoord gewijzigd"),
    ("toegevoegd", "tweede stap toegevoegd"),
    ("verwijderd", "tweede stap verwijderd"),
    ("vernieuwd", "herstelcodes gemaakt"),
    ("bekeken", "logins van anderen bekeken"),
]
UITKOMSTEN = [("gelukt", "gelukt"), ("mislukt", "mislukt"), ("tegengehouden", "tegengehouden")]


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0004_wisjournaal"), ("accounts", "0006_ciso")]

    operations = [
        migrations.CreateModel(
            name="CollegaLogin",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField()),
                ("soort", models.CharField(choices=SOORTEN, max_length=12)),
                ("uitkomst", models.CharField(choices=UITKOMSTEN, max_length=13)),
                ("gebruiker_id", models.UUIDField()),
                ("network", models.CharField(max_length=43)),
                ("device", models.CharField(max_length=40)),
            ],
            options={"db_table": "logins_collegalogin", "managed": False},
        ),
        migrations.CreateModel(
            name="CollegaStand",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("naam", models.CharField(max_length=80)),
                ("functies", models.CharField(max_length=200)),
                (
                    "ingelogd",
                    models.CharField(
                        choices=[("nooit", "nog nooit"), ("ja", "ja"), ("nee", "nee")],
                        help_text="In de laatste 90 dagen",
                        max_length=5,
                    ),
                ),
            ],
            options={"db_table": "logins_collegastand", "managed": False},
        ),
        migrations.CreateModel(
            name="Login",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("soort", models.CharField(choices=SOORTEN, max_length=12)),
                ("uitkomst", models.CharField(choices=UITKOMSTEN, max_length=13)),
                (
                    "organisatie",
                    models.CharField(blank=True, choices=[("vng", "VNG"), ("comensha", "CoMensha")], max_length=10),
                ),
                (
                    "network",
                    models.CharField(blank=True, help_text="Het adres zonder het laatste deel", max_length=43),
                ),
                (
                    "device",
                    models.CharField(help_text="Browser en systeem, in woorden: zie logins/device.py", max_length=40),
                ),
                ("notified", models.BooleanField(default=False, help_text="Of Kompas hierom een mail stuurde")),
                (
                    "gebruiker",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gemeente",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Waar iemand heen wilde",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.gemeente",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "logins",
                "indexes": [
                    models.Index(fields=["gebruiker", "-created_at"], name="login_of_gebruiker"),
                    models.Index(fields=["-created_at"], name="login_newest"),
                ],
            },
        ),
    ]
