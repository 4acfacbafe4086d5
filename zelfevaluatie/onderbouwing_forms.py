import io
import zipfile
import zlib
from typing import Any

import puremagic
from django import forms

from saving.fields import LinkField, TextField
from zelfevaluatie.models import BESTAND_MAX_MB, Onderbouwing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BESTANDSOORTEN = {"application/pdf", DOCX, "application/vnd.oasis.opendocument.text", "image/png", "image/jpeg"}
MIMETYPE_MAX = 200


class OnderbouwingForm(forms.ModelForm):
    titel = TextField(label="Wat is het?", max_length=200, help_text="Bijvoorbeeld: convenant van de regio, 2025.")
    url = LinkField(label="Link", required=False)
    upload = forms.FileField(
        label="Bestand",
        required=False,
        help_text=f"PDF, Word, ODT, PNG of JPEG, ten hoogste {BESTAND_MAX_MB} MB. "
        "Kies geen bestand met gegevens van slachtoffers of verdachten.",
    )

    class Meta:
        model = Onderbouwing
        fields = ("titel", "url")

    def clean_upload(self) -> Any:
        """Judged by content, not by name; the found type is what it will be served as."""
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        if upload.size > BESTAND_MAX_MB * 1024 * 1024:
            raise forms.ValidationError(f"Dit bestand is te groot. Het mag ten hoogste {BESTAND_MAX_MB} MB zijn.")
        self.content = upload.read()
        self.mimetype = content_type(self.content)
        if self.mimetype not in BESTANDSOORTEN:
            raise forms.ValidationError("Dit soort bestand kan niet. Kies PDF, Word (docx), ODT, PNG of JPEG.")
        return upload

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data.get("url")) == bool(data.get("upload")):
            raise forms.ValidationError("Geef een link of kies een bestand: een van de twee.")
        if data.get("upload"):
            self.instance.bestand, self.instance.mimetype = self.content, self.mimetype
            self.instance.bestandsnaam = data["upload"].name[-200:]
        return data


def content_type(content: bytes) -> str:
    """The MIME type by content, or '' when unknown. Office files are ZIPs, so what they hold decides."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        return office_type(content)
    try:
        return puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        return ""


def office_type(content: bytes) -> str:
    """As the formats lay down: ODF names its type in a first member, OOXML is known by its main part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < MIMETYPE_MAX:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error):
        return ""
    return DOCX if {"[Content_Types].xml", "word/document.xml"} <= names else ""
