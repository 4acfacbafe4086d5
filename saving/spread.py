"""Two fields for from so much to so much: `kosten_van` and `kosten_tot`."""

from typing import Any

from django import forms

ORDER = "Dit is lager dan het laagste. Draai ze om, of vul hier niets in."


def complete_spread(form: forms.BaseForm, data: dict[str, Any], name: str) -> None:
    """Who knows one amount fills in one; it is both the least and the most."""
    low, high = f"{name}_van", f"{name}_tot"
    if {low, high} & set(form.errors):
        return
    known = [data[end] for end in (low, high) if data.get(end) is not None]
    if len(known) == 1:
        data[low] = data[high] = known[0]
    elif known and known[1] < known[0]:
        form.add_error(high, ORDER)
