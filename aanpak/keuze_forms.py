"""Filling in a whole choice list on one page: a small form per row, of which only what was changed is saved."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from aanpak.conflicts import Difference, differences
from aanpak.forms import MAX_INTEGER
from aanpak.models import InstrumentKeuze, VormKeuze
from printing.fields import goes_into_plan
from sjablonen.models import Instrument, Vorm


class KeuzeForm(forms.ModelForm):
    """The answer to one row of a choice list.

    Each field also carries what it was when the page was made: so what a colleague changed elsewhere on the page in the
    meantime is no conflict.
    """

    row_model: ClassVar[type[Instrument] | type[Vorm]]

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_INTEGER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row: Instrument | Vorm = getattr(self.instance, self.instance.OF)
        self.differences: list[Difference] = []
        self.fields["version"].initial = self.instance.version
        goes_into_plan(self, "plan_zin")
        for name in self.instance.FIELDS:
            field = self.fields[name]
            field.show_hidden_initial = True
            # The limit is said by us; a browser would cut off what is pasted.
            if limit := field.widget.attrs.pop("maxlength", None):
                field.widget.attrs["data-teller"] = limit

    @classmethod
    def for_rows(cls, data: QueryDict | None = None) -> list[Self]:
        """One for each row, in two queries. Without `data` about a row, as it is stored."""
        model = cls._meta.model
        known = {getattr(keuze, f"{model.OF}_id"): keuze for keuze in model.objects.all()}
        forms = []
        for row in cls.row_model.objects.all():
            keuze = known.get(row.pk, model())
            setattr(keuze, model.OF, row)
            sent = data is not None and f"{row.code}-version" in data
            forms.append(cls(data if sent else None, instance=keuze, prefix=row.code))
        return forms

    @classmethod
    def after_conflict(cls, lost: Iterable[Self], data: QueryDict) -> list[Self]:
        """As for_rows, but those of `lost` have the text of the user, and saving again makes that count.

        Of whoever wrote just the same as a colleague nothing is lost.
        """
        fresh = {form.prefix: form for form in cls.for_rows()}
        data = data.copy()
        for form in lost:
            current = fresh[form.prefix].instance
            form.differences = differences(form, current, current.FIELDS)
            data[f"{form.prefix}-version"] = str(current.version)
            form.data = data
            if form.differences:
                fresh[form.prefix] = form
        return list(fresh.values())

    @property
    def is_changed(self) -> bool:
        return self.is_bound and bool({*self.changed_data} - {"version"})

    @property
    def is_open(self) -> bool:
        """Whether the fields that are folded away have something in them."""
        return bool(self.errors or self.differences or any(self[name].value() for name in ("plan_zin", "opmerking")))


class InstrumentForm(KeuzeForm):
    row_model = Instrument

    class Meta:
        model = InstrumentKeuze
        fields = InstrumentKeuze.FIELDS
        labels = {
            "beschikbaar": "Beschikbaar",
            "in_beleid": "Staat in beleid",
            "gebruikt": "Afgelopen jaar gebruikt",
            "plan_zin": "Zin voor het beleidsplan",
            "opmerking": "Opmerking voor onszelf",
        }
        help_texts = {
            "plan_zin": "Deze tekst komt letterlijk in het plan. Schrijf in de wij-vorm.",
            "opmerking": "Komt niet in het plan. Schrijf hier niets over personen, adressen of zaken.",
        }
        widgets = {
            "plan_zin": forms.Textarea(attrs={"rows": 2}),
            "opmerking": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("beschikbaar", "in_beleid", "gebruikt"):
            self.fields[name].choices = [("", "niet ingevuld"), *InstrumentKeuze.JaNee.choices]


class VormForm(KeuzeForm):
    row_model = Vorm

    class Meta:
        model = VormKeuze
        fields = VormKeuze.FIELDS
        labels = {"nadruk": "Hier ligt onze nadruk", "plan_zin": "Waarom? Zin voor het beleidsplan"}
        help_texts = {"plan_zin": "Komt alleen in het plan als hier de nadruk ligt. Schrijf in de wij-vorm."}
        widgets = {"plan_zin": forms.Textarea(attrs={"rows": 2})}
