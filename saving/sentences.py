"""What forms say when something is not right: our own sentences in place of Django's, for every form there is.

Django keeps each as an attribute of a field or validator class and copies it into a field when that is made, so they
are put in place once, before any form is imported (apps.py). A form that knows better says so itself, as always.
`tests/saving/test_sentences.py` walks all forms, those of allauth too, and finds none that still has Django's.
"""

from typing import Any

from django import forms
from django.core import validators

CHOICE = "Deze keuze staat niet in de lijst. Kies opnieuw."
NUMBER = "Vul een getal in, zoals 4500 of 4.500,50."
TOO_LONG = "Dit is te lang: er passen %(limit_value)d tekens en het zijn er nu %(show_value)d."
FILE = "Het bestand kwam niet goed aan. Kies het nog eens."
LINK = "Vul een webadres in, zoals https://www.voorbeeld.nl."

FIELDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Vul dit in."},
    forms.IntegerField: {"invalid": "Vul een heel getal in, zoals 8."},
    forms.FloatField: {"invalid": NUMBER},
    forms.DecimalField: {"invalid": NUMBER},
    forms.DateField: {"invalid": "Vul een datum in, zoals 1-3-2027."},
    forms.TimeField: {"invalid": "Vul een tijd in, zoals 14:30."},
    forms.DateTimeField: {"invalid": "Vul een datum en een tijd in, zoals 1-3-2027 14:30."},
    forms.DurationField: {
        "invalid": "Vul een duur in, zoals 1:30.",
        "overflow": "Deze duur is te lang.",
    },
    forms.URLField: {"invalid": LINK},
    forms.FileField: {
        "invalid": FILE,
        "missing": "Kies een bestand.",
        "empty": "Dit bestand is leeg. Kies een ander.",
        "max_length": "De naam van dit bestand is te lang: hoogstens %(max)d tekens, het zijn er nu %(length)d.",
        "contradiction": "Kies een nieuw bestand, of haal het oude weg; niet allebei.",
    },
    forms.ImageField: {"invalid_image": "Dit bestand is geen plaatje dat we kunnen openen. Kies een ander."},
    forms.ChoiceField: {"required": "Maak een keuze.", "invalid_choice": CHOICE},
    forms.MultipleChoiceField: {"invalid_choice": CHOICE, "invalid_list": CHOICE},
    forms.ModelChoiceField: {"required": "Maak een keuze.", "invalid_choice": CHOICE},
    forms.ModelMultipleChoiceField: {"invalid_list": CHOICE, "invalid_choice": CHOICE, "invalid_pk_value": CHOICE},
    forms.UUIDField: {"invalid": CHOICE},
    forms.JSONField: {"invalid": "Dit kunnen we niet lezen. Laad de pagina opnieuw."},
    forms.MultiValueField: {"invalid": "Vul dit helemaal in.", "incomplete": "Vul dit helemaal in."},
    forms.BooleanField: {"required": "Zet hier een vinkje."},
}
VALIDATORS: dict[Any, Any] = {
    validators.RegexValidator: "Dit kunnen we zo niet gebruiken. Kijk of er geen tekens te veel of te weinig in staan.",
    validators.URLValidator: LINK,
    validators.EmailValidator: "Vul een e-mailadres in, zoals naam@voorbeeld.nl.",
    validators.MaxLengthValidator: TOO_LONG,
    validators.MinLengthValidator: "Dit is te kort: het moeten er minstens %(limit_value)d tekens zijn.",
    validators.MaxValueValidator: "Vul hoogstens %(limit_value)s in.",
    validators.MinValueValidator: "Vul minstens %(limit_value)s in.",
    validators.StepValueValidator: "Vul een veelvoud van %(limit_value)s in.",
    validators.FileExtensionValidator: "Dit soort bestand kan niet: %(extension)s. Wel: %(allowed_extensions)s.",
    validators.ProhibitNullCharactersValidator: "Hier staat een teken in dat we niet kunnen bewaren. Haal het weg.",
    validators.DecimalValidator: {
        "invalid": NUMBER,
        "max_digits": "Dit getal is te lang: hoogstens %(max)s cijfers.",
        "max_decimal_places": "Zet hoogstens %(max)s cijfers achter de komma.",
        "max_whole_digits": "Dit getal is te groot: hoogstens %(max)s cijfers voor de komma.",
    },
}


def speak_plainly() -> None:
    for field, sentences in FIELDS.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **sentences}
    for validator, sentence in VALIDATORS.items():
        name = "messages" if isinstance(sentence, dict) else "message"
        setattr(validator, name, sentence)
