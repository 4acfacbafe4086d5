"""Every form says what is wrong in sentences of our own; Django's and allauth's are lazy translations, ours text."""

from decimal import Decimal

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django import forms
from django.conf import settings
from django.core import validators
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from tests.normen.urls import PUBLIC, TENANT, walk

FOREIGN = ("django.", "django_tenants.")  # forms of Django's that no page of ours uses


def forms_of(kind=forms.BaseForm):
    """All that are imported once every address is known, and those that the settings name."""
    for path in (*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values()):
        import_string(path)
    for urlconf in (PUBLIC, TENANT):
        list(walk(get_resolver(urlconf).url_patterns))
    for found in kind.__subclasses__():
        yield found
        yield from forms_of(found)


FORMS = sorted({form for form in forms_of() if not form.__module__.startswith(FOREIGN)}, key=str)


def messages_of(field):
    yield from field.error_messages.values()
    for validator in field.validators:
        if callable(getattr(validator, "messages", None)) or isinstance(getattr(validator, "messages", None), dict):
            yield from validator.messages.values()
        yield getattr(validator, "message", "")


def test_all_forms_are_looked_at():
    modules = {form.__module__.split(".")[0] for form in FORMS}
    assert {"aanpak", "accounts", "allauth", "berichten", "dashboards", "metingen", "reports", "wissing"} <= modules
    assert len(FORMS) > 40


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_no_field_has_a_sentence_of_django(form):
    theirs = {
        name: [str(message) for message in messages_of(field) if isinstance(message, Promise)]
        for name, field in form.base_fields.items()
    }
    assert {name: found for name, found in theirs.items() if found} == {}


@pytest.mark.parametrize("adapter", [get_adapter, get_mfa_adapter])
def test_no_sentence_of_allauth_is_left(adapter):
    assert {key for key, sentence in adapter().error_messages.items() if isinstance(sentence, Promise)} == set()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(), "", "Vul dit in."),
        (forms.CharField(max_length=3), "abcd", "Dit is te lang: er passen 3 tekens en het zijn er nu 4."),
        (forms.CharField(min_length=3), "ab", "Dit is te kort: het moeten er minstens 3 tekens zijn."),
        (forms.CharField(), "a\0b", "Hier staat een teken in dat we niet kunnen bewaren. Haal het weg."),
        (forms.IntegerField(), "acht", "Vul een heel getal in, zoals 8."),
        (forms.IntegerField(max_value=5), "6", "Vul hoogstens 5 in."),
        (forms.IntegerField(min_value=5), "4", "Vul minstens 5 in."),
        (forms.FloatField(), "acht", "Vul een getal in, zoals 4500 of 4.500,50."),
        (forms.DecimalField(max_digits=3), Decimal(1234), "Dit getal is te lang: hoogstens 3 cijfers."),
        (forms.DateField(), "gisteren", "Vul een datum in, zoals 1-3-2027."),
        (forms.EmailField(), "niets", "Vul een e-mailadres in, zoals naam@voorbeeld.nl."),
        (forms.URLField(assume_scheme="https"), "https://v n", "Vul een webadres in, zoals https://www.voorbeeld.nl."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Deze keuze staat niet in de lijst. Kies opnieuw."),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Maak een keuze."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], "Deze keuze staat niet in de lijst. Kies opnieuw."),
        (forms.UUIDField(), "x", "Deze keuze staat niet in de lijst. Kies opnieuw."),
        (forms.BooleanField(), False, "Zet hier een vinkje."),
        (forms.FileField(), SimpleUploadedFile("a.txt", b""), "Dit bestand is leeg. Kies een ander."),
        (
            forms.CharField(validators=[validators.RegexValidator("^a$")]),
            "b",
            "Dit kunnen we zo niet gebruiken. Kijk of er geen tekens te veel of te weinig in staan.",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_sentence(field, value, sentence):
    with pytest.raises(ValidationError) as raised:
        field.clean(value)
    assert raised.value.messages == [sentence]


@pytest.mark.parametrize("kind", [each for each in vars(forms.fields).values() if isinstance(each, type)])
def test_every_field_of_django_has_ours(kind):
    messages = vars(kind).get("default_error_messages", {}) if issubclass(kind, forms.Field) else {}
    left = {key for key, message in messages.items() if isinstance(message, Promise)}
    assert left == ({"invalid_date", "invalid_time"} if kind is forms.SplitDateTimeField else set())
