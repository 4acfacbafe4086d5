import hashlib
from typing import Any

from django import forms
from django.conf import settings

from printing.filetypes import ENDINGS, KINDS, Refused, file_name, filetype
from saving.fields import LinkField, NewIdField, TextField, UploadField
from zelfevaluatie.models import BESTAND_MAX_MB, REMOVED_KEPT, Onderbouwing

MB = 1024 * 1024


class OnderbouwingForm(forms.ModelForm):
    """`nieuw` is the id of the row, made with the form: sent twice, it makes one row (onderbouwing_actions)."""

    nieuw = NewIdField()
    titel = TextField(label="Wat is het?", max_length=200, help_text="Bijvoorbeeld: convenant van de regio, 2025.")
    url = LinkField(label="Link", required=False)
    upload = UploadField(
        largest=BESTAND_MAX_MB * 1024 * 1024,
        too_large=f"Dit bestand is te groot. Het mag ten hoogste {BESTAND_MAX_MB} MB zijn.",
        accept=",".join(ENDINGS),
        label="Bestand",
        required=False,
        help_text=f"{KINDS}, ten hoogste {BESTAND_MAX_MB} MB. "
        "Kies geen bestand met gegevens van slachtoffers of verdachten.",
        error_messages={"empty": "Dit bestand is leeg. Kies een ander."},
    )

    class Meta:
        model = Onderbouwing
        fields = ("titel", "url")

    def clean_upload(self) -> Any:
        """Judged by content, not by name; the found type is what it will be served as."""
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        self.check_room(upload.size)
        self.content = upload.read()
        try:
            self.mimetype = filetype(self.content, upload.name)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return upload

    def check_room(self, size: int) -> None:
        """All files of a gemeente together have a limit, so that one cannot fill the disk of all."""
        room = settings.BESTANDEN_MAX_MB * MB - Onderbouwing.objects.total_size()
        if size > room:
            raise forms.ValidationError(
                f"De bestanden van jullie gemeente mogen samen ten hoogste {settings.BESTANDEN_MAX_MB} MB zijn; "
                f"er is nog {max(room, 0) // MB} MB over. Haal weg wat niet meer nodig is (de ruimte komt vrij na "
                f"{REMOVED_KEPT.days} dagen), geef een link, of vraag wie Kompas aanbiedt om meer ruimte."
            )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data.get("url")) == bool(data.get("upload")):
            raise forms.ValidationError("Geef een link of kies een bestand: een van de twee.")
        if data.get("upload"):
            self.instance.bestand, self.instance.mimetype = self.content, self.mimetype
            self.instance.bestandsnaam = file_name(data["upload"].name, self.mimetype)
        if not self.errors and (same := self.same()):
            raise forms.ValidationError(f"Dit staat al bij deze bouwsteen, als ‘{same.titel}’.")
        return data

    def same(self) -> Onderbouwing | None:
        """The same file or link at this answer, other than what this form made when it was sent before."""
        rows = (
            Onderbouwing.objects.present()
            .filter(antwoord=self.instance.antwoord)
            .exclude(pk=self.cleaned_data["nieuw"])
        )
        if self.cleaned_data.get("upload"):
            return rows.with_content(len(self.content), hashlib.sha256(self.content).digest()).first()
        return rows.filter(url=self.cleaned_data["url"]).defer("bestand").first()
