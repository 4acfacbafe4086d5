"""Of the public host, before the product's own; only where kompas/urls_public.py includes them."""

from django.urls import path

from demo import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("demo/inloggen/", views.enter, name="demo_enter"),
]
