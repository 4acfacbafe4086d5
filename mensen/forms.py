"""What somebody may where, and until when; whom to invite for it. `functies` says what there is in the scope."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from mensen.words import Functies
from saving.fields import DatumField, TextField

MOST = 50  # addresses in one go
NAMED = re.compile(r"<\s*([^<>\s]+)\s*>")  # an address behind a name
UNKNOWN = "Dit is geen geldige keuze. Kies er een uit de lijst."


class ToegangForm(forms.Form):
    use_required_attribute = False

    functie = forms.ChoiceField(
        label="Functie",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een functie.", "invalid_choice": UNKNOWN},
    )
    rechten = forms.MultipleChoiceField(
        label="Daarnaast",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": UNKNOWN},
    )
    until = DatumField(
        label="Tot en met", required=False, help_text="Leeg: tot iemand het stopt. Handig bij een stage of een project."
    )

    def __init__(self, *args: Any, functies: Functies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["functie"].choices = functies.main_choices  # type: ignore[attr-defined]
        self.fields["rechten"].choices = functies.extra_choices  # type: ignore[attr-defined]
        if not functies.main:
            del self.fields["functie"]
            rechten = self.fields["rechten"]
            rechten.label, rechten.required = "Functies", True
            rechten.error_messages["required"] = "Kies ten minste één functie."

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise ValidationError("Kies vandaag of een dag die nog komt.")
        return until

    @property
    def chosen(self) -> list[str]:
        main = [self.cleaned_data["functie"]] if "functie" in self.fields else []
        return [*main, *self.cleaned_data["rechten"]]


def as_initial(held: Iterable[str], functies: Functies) -> dict[str, Any]:
    """Of who holds these: the functie that gives most, and what stands beside it."""
    found = set(held)
    main = next((naam for naam in reversed(functies.main) if naam in found), "".join(functies.main[:1]))
    return {"functie": main, "rechten": [naam for naam in functies.extra if naam in found]}


class CollegaForm(ToegangForm):
    """`stand` is what the page showed: who saves over what a colleague changed meanwhile, is told."""

    stand = forms.CharField(required=False, widget=forms.HiddenInput)


class UitnodigenForm(ToegangForm):
    """`known` are the addresses of who works there already."""

    emails = TextField(
        label="E-mailadressen",
        max_length=MOST * 256,
        help_text=f"Eén per regel of met een ; ertussen, ten hoogste {MOST}. Iedereen krijgt een eigen mail.",
        widget=forms.Textarea({"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Vul ten minste één e-mailadres in."},
    )
    note = TextField(
        label="Eigen regel in de mail",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld waarom je iemand uitnodigt, en wat je van hem of haar vraagt.",
        widget=forms.Textarea({"rows": 2}),
    )
    field_order = ("emails", "functie", "rechten", "until", "note")

    def __init__(self, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_emails(self) -> list[str]:
        typed = (each.strip(" \t,<>").lower() for each in addresses_in(self.cleaned_data["emails"]))
        found = list(dict.fromkeys(each for each in typed if each))
        if len(found) > MOST:
            raise ValidationError(f"Dit zijn {len(found)} adressen. Er kunnen er {MOST} tegelijk.")
        errors = [f"‘{each}’ is geen e-mailadres." for each in found if not is_address(each)]
        errors += [
            f"{each} werkt hier al. Pas haar of zijn functies aan in de lijst." for each in found if each in self.known
        ]
        if errors:
            raise ValidationError(errors)
        return found


def addresses_in(text: str) -> Iterator[str]:
    """One on each line, or as a mail program copies them: `Jansen, Sanne <s@a.example>; b@a.example`."""
    for part in re.split(r"[;\r\n]", text):
        named = NAMED.findall(part)
        if named and "@" not in NAMED.sub("", part):  # a comma belongs to a name
            yield from named
        else:
            for piece in part.split(","):
                found = NAMED.search(piece)
                yield found[1] if found else piece


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


class EindeForm(forms.Form):
    use_required_attribute = False

    wanneer = forms.ChoiceField(
        label="Wanneer stopt de toegang?",
        widget=forms.RadioSelect,
        choices=[("nu", "Nu meteen"), ("op", "Na een dag die ik kies")],
        initial="nu",
        error_messages={"required": "Kies wanneer de toegang stopt.", "invalid_choice": UNKNOWN},
    )
    last = DatumField(
        label="Laatste dag",
        required=False,
        help_text="Alleen als je een dag kiest. Tot en met die dag kan je collega hier nog werken.",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("wanneer") == "nu":
            data["last"] = None
        elif "last" not in self.errors:
            if data.get("last") is None:
                self.add_error("last", "Vul de laatste dag in.")
            elif data["last"] < timezone.localdate():
                self.add_error("last", "Kies vandaag of een dag die nog komt.")
        return data
