import copy
from dataclasses import replace
from typing import Any

from django import forms

from accounts.models import Gebruiker
from printing.fields import goes_into_plan
from reports.document.passage import problems
from reports.gather.layers import Layer
from reports.models import PASSAGE_MAX, LokalePassage
from reports.passages.actions import Standard, values_of
from saving.forms import VersionedForm, save_form
from saving.rows import Saved, first_row
from saving.words import EMPTY
from sjablonen.fields import MarkdownField
from sjablonen.models import Passage
from sjablonen.vergelijking import unwrapped
from zelfevaluatie.models import Zelfevaluatie


class PassageForm(VersionedForm):
    """The gemeente's own text of one passage. `beside_…` is the standard text that stood beside it, which may not be
    the newest any more; it is saved with the text and merges as one with it."""

    beside_laag = forms.ChoiceField(widget=forms.HiddenInput, choices=Passage.Laag.choices, required=False)
    beside_versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767, required=False)
    tekst = MarkdownField(
        label="Tekst in het plan",
        max_length=PASSAGE_MAX,
        help_text="Schrijf in de wij-vorm. Noem geen namen van personen en beschrijf geen zaken.",
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    use_required_attribute = False  # a browser would refuse an empty text in words of its own

    class Meta:
        model = LokalePassage
        fields = ("tekst",)

    def __init__(self, *args: Any, layer: Layer, zelfevaluatie: Zelfevaluatie, **kwargs: Any) -> None:
        laag, versie = layer.standard_key or ("", None)
        initial = {"beside_laag": laag, "beside_versie": versie, "tekst": layer.editable}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        # A copy: validation writes what was sent into it, and the layer says what is in the plan.
        row = copy.copy(layer.lokaal) or LokalePassage(zelfevaluatie=zelfevaluatie, code=layer.code)
        super().__init__(*args, auto_id=f"{layer.anchor}_%s", instance=row, **kwargs)
        self.layer = layer
        goes_into_plan(self, "tekst")
        self.fields["tekst"].required = layer.standard is not None
        self.fields["tekst"].error_messages["required"] = "Schrijf een tekst, of zet de standaardtekst terug."
        if layer.guide and layer.guide.hint:
            self.fields["tekst"].help_text = layer.guide.hint
        if not self.is_bound:  # else what is wrong has the focus
            self.fields["tekst"].widget.attrs["autofocus"] = True

    def clean_tekst(self) -> str:
        tekst: str = self.cleaned_data["tekst"]
        if found := problems(tekst):
            raise forms.ValidationError(found)
        return "" if tekst == unwrapped(self.layer.standard_tekst) else tekst

    @property
    def standard(self) -> Standard | None:
        laag, versie = self.cleaned_data["beside_laag"], self.cleaned_data["beside_versie"]
        return (laag, versie) if laag and versie else None

    def sent_values(self) -> dict[str, Any]:
        return values_of(self.cleaned_data["tekst"], self.standard)

    @property
    def changes_nothing(self) -> bool:
        own = self.layer.lokaal.tekst if self.layer.lokaal else ""
        return self.cleaned_data["tekst"] == own and not self.layer.is_outdated

    def save_by(self, by: Gebruiker) -> Saved:
        """As save_form, which makes the row when this is its first text. An empty text is the standard one in words."""
        if not self.layer.lokaal:
            row = self.stored
            self.stored = first_row(LokalePassage, zelfevaluatie=row.zelfevaluatie, code=row.code)
        saved = save_form(self, by=by)
        standard = unwrapped(self.layer.standard_tekst) or EMPTY
        self.choices = [
            replace(
                choice,
                lines=[
                    replace(line, mine=in_full(line.mine, standard), theirs=in_full(line.theirs, standard))
                    for line in choice.lines
                ],
            )
            for choice in self.choices
        ]
        return saved


def in_full(words: str, standard: str) -> str:
    return standard if words == EMPTY else words
