"""The mails of Kompas as a kind of content: subject and text of each, with the places that Kompas fills in."""

from typing import Any, ClassVar

from django import forms
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from berichten.mails import ONDERWERP_MAX, TEKST_MAX, Mail, faults_of_subject, faults_of_text, mails
from berichten.models import Mailtekst
from redactie.forms import VoorstelForm
from redactie.models import Voorstel
from redactie.soorten import Soort, Stuk, Uitgave, UitgaveFout, register
from saving.fields import TextField
from tenants.models import Regio

GROUPS = {"login": "Over inloggen", "melding": "Over een account", "": "Over het werk in Kompas"}
UNKNOWN = "Deze mail verstuurt Kompas niet meer. Gooi dit concept weg."


class MailForm(VoorstelForm):
    onderwerp = TextField(label="Onderwerp", max_length=ONDERWERP_MAX)
    tekst = TextField(label="Tekst", max_length=TEKST_MAX, widget=forms.Textarea(attrs={"rows": 12}))
    standaard = forms.BooleanField(
        label="Terug naar de tekst van Kompas",
        required=False,
        help_text="Wat hierboven staat, telt dan niet. Wordt de tekst van Kompas later beter, dan deze mail ook.",
    )

    def __init__(self, *args: Any, mail: Mail | None, **kwargs: Any) -> None:
        """`mail` is None when Kompas sends it no more, since a release: its concept can only be thrown away."""
        super().__init__(*args, **kwargs)
        self.mail = mail
        if mail is None:
            return
        places = [f"{each.teken}: {each.uitleg}{'' if each.verplicht else ' (mag weg)'}" for each in mail.plaatsen]
        filled_in = f"Kompas vult in: {'; '.join(places)}." if places else "Kompas vult in deze mail niets in."
        self.fields[
            "tekst"
        ].help_text = f"{filled_in} De groet staat er al omheen. Een lege regel begint een nieuwe alinea."

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.mail is None:
            self.add_error(None, UNKNOWN)
        elif not data.get("standaard"):
            for name, faults in (("onderwerp", faults_of_subject), ("tekst", faults_of_text)):
                if name in data and (found := faults(self.mail, data[name])):
                    self.add_error(name, found)
        return {**data, "mail": self.mail}  # for the preview


@register
class MailSoort(Soort):
    code, enkelvoud, meervoud = "mail", "mail", "Mails van Kompas"
    form: ClassVar[type[MailForm]] = MailForm
    can_add = False
    can_withdraw = False

    def stukken(self, regio: Regio | None) -> list[Stuk]:
        own = {row.code: row for row in Mailtekst.objects.all()}
        found = sorted(mails().values(), key=lambda mail: list(GROUPS).index(mail.slot), reverse=True)
        return [self.stuk_of(mail, own.get(mail.code)) for mail in found]

    def stuk_of(self, mail: Mail, own: Mailtekst | None) -> Stuk:
        shown = own if own and own.tekst else mail
        return Stuk(
            sleutel=mail.code,
            naam=mail.titel,
            nummer=own.versie if own else 0,
            initial={"onderwerp": shown.onderwerp, "tekst": shown.tekst},
            groep=GROUPS[mail.slot],
            merk="eigen tekst" if own and own.tekst else "",
            gecontroleerd_op=own.gelezen_op if own else None,
        )

    def form_kwargs(self, stuk: Stuk | None, regio: Regio | None) -> dict[str, Any]:
        return {"mail": mails()[stuk.sleutel] if stuk else None}

    def preview(self, data: dict[str, Any], regio: Regio | None) -> str:
        mail: Mail = data["mail"]
        own = (data["onderwerp"], data["tekst"])
        onderwerp, tekst = (mail.onderwerp, mail.tekst) if data["standaard"] else own
        return render_to_string("sjablonen/mail_voorbeeld.html", {"letter": mail.example(onderwerp, tekst)})

    def gevolgen(self, stuk: Stuk | None, regio: Regio | None, data: dict[str, Any], wat: Voorstel.Wat) -> list[str]:
        assert stuk
        when = f"Deze mail gaat uit: {lower(mails()[stuk.sleutel].wanneer)}"
        return [*super().gevolgen(stuk, regio, data, wat), when, "Wat al onderweg is, verandert niet."]

    def publish(self, uitgave: Uitgave) -> tuple[str, int]:
        mail, data = mails().get(uitgave.sleutel), uitgave.data
        if mail is None:
            raise UitgaveFout(UNKNOWN)
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE berichten_mailtekst IN SHARE ROW EXCLUSIVE MODE")
        row = Mailtekst.objects.filter(code=mail.code).first() or Mailtekst(code=mail.code)
        row.onderwerp, row.tekst = ("", "") if data["standaard"] else (data["onderwerp"], data["tekst"])
        row.versie, row.gelezen_op = row.versie + 1, timezone.localdate()
        row.save()
        return mail.code, row.versie


def lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
