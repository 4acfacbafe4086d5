"""On the public host, for redacteuren: which versions there are, and publishing one with a second person."""

from django.urls import path

import kader.converters  # noqa: F401  registers <kaderversie:>
from kader import redactie_views

app_name = "kader"
urlpatterns = [
    path("", redactie_views.versie_list, name="versie_list"),
    path("<kaderversie:versie>/", redactie_views.versie_detail, name="versie_detail"),
    path("<kaderversie:versie>/vragen/", redactie_views.versie_ask, name="versie_ask"),
    path("<kaderversie:versie>/uitgeven/", redactie_views.versie_publish, name="versie_publish"),
    path("<kaderversie:versie>/intrekken/", redactie_views.versie_withdraw, name="versie_withdraw"),
]
