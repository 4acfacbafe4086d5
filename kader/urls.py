from django.urls import path

import kader.converters  # noqa: F401  registers <bouwsteen:>
from kader import views

app_name = "kader"
urlpatterns = [
    path("", views.kader_detail, name="kader_detail"),
    path("<bouwsteen:code>/", views.bouwsteen_detail, name="bouwsteen_detail"),
]
