"""Every date that somebody can type: no year of two digits, and none that no calendar needs."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError


def forms_of_kompas():
    """Every form class in a module of an app of ours that is named after forms."""
    for config in apps.get_app_configs():
        if not config.path.startswith(str(settings.BASE_DIR)) or "/.venv/" in config.path:
            continue
        for module in pkgutil.walk_packages(config.module.__path__, f"{config.name}."):
            if module.name.rpartition(".")[2].endswith("forms"):
                yield from vars(importlib.import_module(module.name)).values()


DATES = {
    f"{form.__module__}.{form.__name__}.{name}": field
    for form in forms_of_kompas()
    if isinstance(form, type) and issubclass(form, forms.BaseForm)
    for name, field in form.base_fields.items()
    if isinstance(field, forms.DateField)
}


def test_there_are_dates_to_look_at():
    assert {name.partition(".")[0] for name in DATES} == {
        *("aanpak", "indienen", "logboek", "metingen", "reports", "sjablonen", "zelfevaluatie"),
    }


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("odd", ["0026-01-05", "9999-12-31", "5-1-0026"])
def test_no_date_takes_a_year_that_cannot_be_meant(name, odd):
    with pytest.raises(ValidationError):
        DATES[name].clean(odd)


@pytest.mark.parametrize("name", DATES)
def test_a_browser_knows_the_years_too(name):
    widget = DATES[name].widget
    shown = (widget.input_type, widget.attrs["min"][4:], widget.attrs["max"][4:])
    assert shown == ("date", "-01-01", "-12-31")
