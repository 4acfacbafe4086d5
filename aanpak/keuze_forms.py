"""Filling in a whole choice list on one page: a small form per row, of which only what was changed is saved."""

from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from aanpak.models import AanpakRevision, InstrumentKeuze, VormKeuze
from printing.fields import goes_into_plan
from saving.fields import TextField
from saving.forms import VersionedForm
from saving.revisions import earlier, revision_of
from sjablonen.models import Instrument, Vorm


class KeuzeForm(VersionedForm):
    """The answer to one row of a choice list."""

    row_model: ClassVar[type[Instrument] | type[Vorm]]

    taken_over = False  # whether an earlier version stands in its fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row: Instrument | Vorm = getattr(self.instance, self.instance.OF)
        goes_into_plan(self, *(name for name in ("plan_zin", "waarom_niet") if name in self.fields))

    @classmethod
    def for_rows(cls, data: QueryDict | None = None, *, versie: str = "") -> list[Self]:
        """One for each row, in two queries; without `data` about a row, as it is stored. `versie`, the id of an earlier
        version of one of them, fills that one in, with two more. A row that was withdrawn is there for who said
        something about it, or says so now on a page from before.
        """
        model = cls._meta.model
        known = {getattr(keuze, f"{model.OF}_id"): keuze for keuze in model.objects.all()}
        chosen = revision_of(AanpakRevision.objects.all(), versie) if versie else None
        forms = []
        for row in cls.row_model.objects.all():
            keuze = known.get(row.pk, model())
            setattr(keuze, model.OF, row)
            sent = data is not None and f"{row.code}-version" in data
            if row.ingetrokken_op and not (sent or any(keuze.data().values())):
                continue
            initial = earlier(keuze, versie) if chosen and chosen.row == keuze.pk else {}
            forms.append(cls(data if sent else None, instance=keuze, prefix=row.code, initial=initial))
            forms[-1].taken_over = bool(initial)
        return forms

    @property
    def is_sent(self) -> bool:
        """Whether there is something to save: it was changed, or what it was made from is no longer what is there."""
        stale = self.is_bound and self.cleaned_data.get("version") != self.stored.version
        return stale or self.has_changed()

    @property
    def is_open(self) -> bool:
        """Whether the fields that are folded away have something in them."""
        return bool(self.errors or self.choices or any(self[name].value() for name in ("plan_zin", "opmerking")))


class InstrumentForm(KeuzeForm):
    row_model = Instrument

    class Meta:
        model = InstrumentKeuze
        fields = InstrumentKeuze.FIELDS
        field_classes = {"plan_zin": TextField, "opmerking": TextField}
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

    @property
    def lacks_reason(self) -> bool:
        """There is emphasis, and the plan says that nobody wrote down why."""
        return bool(self["nadruk"].value() and not self["plan_zin"].value())

    class Meta:
        model = VormKeuze
        fields = VormKeuze.FIELDS
        field_classes = {"plan_zin": TextField, "waarom_niet": TextField}
        labels = {
            "nadruk": "Hier ligt onze nadruk",
            "plan_zin": "Waarom wel? Zin voor het beleidsplan",
            "waarom_niet": "Waarom niet? Zin voor het beleidsplan",
        }
        help_texts = {
            "plan_zin": "Komt alleen in het plan als hier de nadruk ligt. Schrijf in de wij-vorm.",
            "waarom_niet": "Komt alleen in het plan als hier geen nadruk ligt. Niet in beeld? Zeg dan waarom niet.",
        }
        widgets = {"plan_zin": forms.Textarea(attrs={"rows": 2}), "waarom_niet": forms.Textarea(attrs={"rows": 2})}
