from django.urls import path

from mensen import uitnodiging_views, views

app_name = "mensen"
urlpatterns = [
    path("", views.collega_list, name="collega_list"),
    path("uitnodigen/", uitnodiging_views.uitnodiging_add, name="uitnodiging_add"),
    path("uitnodiging/<uuid:pk>/opnieuw/", uitnodiging_views.uitnodiging_resend, name="uitnodiging_resend"),
    path("uitnodiging/<uuid:pk>/intrekken/", uitnodiging_views.uitnodiging_withdraw, name="uitnodiging_withdraw"),
    path("<uuid:pk>/", views.collega_detail, name="collega_detail"),
    path("<uuid:pk>/stoppen/", views.collega_end, name="collega_end"),
    path("<uuid:pk>/opnieuw-inloggen/", views.collega_reset, name="collega_reset"),
    path("<uuid:pk>/anoniem/", views.collega_anonymise, name="collega_anonymise"),
]
