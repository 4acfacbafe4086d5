from typing import Any

from django import forms

from printing.fields import goes_into_plan
from reports.document.passage import problems
from reports.gather.layers import Layer
from reports.models import PASSAGE_MAX
from saving.fields import MAX_INTEGER
from sjablonen.fields import MarkdownField
from sjablonen.models import Passage
from sjablonen.vergelijking import unwrapped


class PassageForm(forms.Form):
    """The gemeente's own text of one passage.

    `version` guards against a lost race; `keep` is the version of a colleague that the user chose to replace; the
    standard is the one that stood beside the text, which may not be the newest any more.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_INTEGER)
    keep = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_INTEGER, required=False)
    standard_laag = forms.ChoiceField(widget=forms.HiddenInput, choices=Passage.Laag.choices, required=False)
    standard_versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767, required=False)
    tekst = MarkdownField(
        label="Tekst in het plan",
        max_length=PASSAGE_MAX,
        required=False,
        help_text="Schrijf in de wij-vorm. Noem geen namen van personen en beschrijf geen zaken.",
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, layer: Layer, **kwargs: Any) -> None:
        laag, versie = layer.standard_key or ("", None)
        initial = {"version": layer.version, "standard_laag": laag, "standard_versie": versie, "tekst": layer.editable}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        kwargs["auto_id"] = f"{layer.anchor}_%s"
        super().__init__(*args, **kwargs)
        self.layer = layer
        goes_into_plan(self, "tekst")
        if not self.is_bound:  # else what is wrong has the focus
            self.fields["tekst"].widget.attrs["autofocus"] = True

    def clean_tekst(self) -> str:
        tekst: str = self.cleaned_data["tekst"]
        if not tekst and self.layer.standard:
            raise forms.ValidationError("Schrijf een tekst, of zet de standaardtekst terug.")
        if found := problems(tekst):
            raise forms.ValidationError(found)
        return "" if tekst == unwrapped(self.layer.standard_tekst) else tekst

    @property
    def based_on(self) -> int:
        """The version this save replaces."""
        keep = self.cleaned_data["keep"]
        return self.cleaned_data["version"] if keep is None else keep

    @property
    def standard(self) -> tuple[str, int] | None:
        laag, versie = self.cleaned_data["standard_laag"], self.cleaned_data["standard_versie"]
        return (laag, versie) if laag and versie and self.cleaned_data["tekst"] else None

    @property
    def changes_nothing(self) -> bool:
        own = self.layer.lokaal.tekst if self.layer.lokaal else ""
        return self.cleaned_data["tekst"] == own and not self.layer.is_outdated
