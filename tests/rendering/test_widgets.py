"""Each letter as Django draws it."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from rendering.widgets import DRAWINGS, FormRenderer

CHOICES = [
    ("", "Kies"),
    (1, "een & <twee>"),
    ("'\"", lazystr("drie")),
    ("Groep <x>", [("a", 4), (None, mark_safe("<b>"))]),
]
NASTY = ["", None, "a", "<script>'\"&", " twee\n regels ", mark_safe("<b>"), lazystr("lui"), 0, 1.5, True]
WIDGETS = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.CheckboxInput,
    forms.FileInput,
    forms.ClearableFileInput,
    forms.Textarea,
]
CHOOSING = [
    forms.Select,
    forms.SelectMultiple,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
]
ATTRS = [
    {},
    {"id": "id_x", "class": "a b", "required": True, "disabled": False, "data-n": 5, "title": "<'\">", "rows": None},
]


def both(widget, *args):
    return [widget.render("naam<", *args, renderer=renderer) for renderer in (FormRenderer(), DjangoTemplates())]


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("widget", WIDGETS)
def test_a_field_is_drawn_as_django_does(widget, value, attrs):
    ours, theirs = both(widget(attrs=attrs), value)
    assert ours == theirs


@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("value", [*NASTY, ["1", "a"], [1]])
@pytest.mark.parametrize("widget", CHOOSING)
def test_a_choice_is_drawn_as_django_does(widget, value, attrs):
    ours, theirs = both(widget(attrs=attrs, choices=CHOICES), value)
    assert ours == theirs


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_one_of_several_is_drawn_as_django_does(widget):
    class Form(forms.Form):
        veld = forms.MultipleChoiceField(choices=CHOICES, widget=widget)

    drawn = [
        [choice.tag() for choice in Form({"veld": ["1"]}, renderer=renderer)["veld"]]
        for renderer in (FormRenderer(), DjangoTemplates())
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 5


def test_what_is_not_in_the_table_is_left_to_django():
    """Such as a date in three parts, and the errors of a form."""
    ours, theirs = both(forms.SelectDateWidget(years=[2026]), date(2026, 11, 29))
    assert ours == theirs
    assert "django/forms/errors/list/ul.html" not in DRAWINGS


def test_forms_use_it():
    assert isinstance(forms.Form().renderer, FormRenderer)
