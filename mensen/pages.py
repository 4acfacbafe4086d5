"""The pages that every desk has, for the addresses of each: route, view and which methods it takes."""

from collections.abc import Callable
from typing import Any

from django.views.decorators.http import require_POST

from mensen import uitnodiging_views, views


def any_method(view: Any) -> Any:
    return view


PAGES: list[tuple[str, Callable[..., Any], Callable[[Any], Any]]] = [
    ("", views.collega_list, any_method),
    ("uitnodigen/", uitnodiging_views.uitnodiging_add, any_method),
    ("uitnodiging/<uuid:pk>/opnieuw/", uitnodiging_views.uitnodiging_resend, require_POST),
    ("uitnodiging/<uuid:pk>/intrekken/", uitnodiging_views.uitnodiging_withdraw, require_POST),
    ("<uuid:pk>/", views.collega_detail, any_method),
    ("<uuid:pk>/stoppen/", views.collega_end, any_method),
    ("<uuid:pk>/opnieuw-inloggen/", views.collega_reset, any_method),
]
