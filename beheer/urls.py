"""On the public host, for who runs Kompas."""

from django.urls import path

import dashboards.converters  # noqa: F401  knows the code of a gemeente
from beheer import gebruiker_views, gemeente_views, staf_views, views

app_name = "beheer"
GEMEENTE = "gemeenten/<gemeente:code>/"
urlpatterns = [
    path("", views.platform_detail, name="platform_detail"),
    path("gemeenten/", gemeente_views.gemeente_list, name="gemeente_list"),
    path("gemeenten/inlezen/", gemeente_views.gemeente_import, name="gemeente_import"),
    path(GEMEENTE, gemeente_views.gemeente_detail, name="gemeente_detail"),
    path(f"{GEMEENTE}openen/", gemeente_views.gemeente_open, name="gemeente_open"),
    path(f"{GEMEENTE}overeenkomst/", gemeente_views.gemeente_agreement, name="gemeente_agreement"),
    path(f"{GEMEENTE}uitnodigen/", gemeente_views.gemeente_invite, name="gemeente_invite"),
    path("uitnodigingen/", views.uitnodiging_list, name="uitnodiging_list"),
    path("uitnodigingen/<uuid:pk>/opnieuw/", gemeente_views.uitnodiging_resend, name="uitnodiging_resend"),
    path("uitnodigingen/<uuid:pk>/intrekken/", gemeente_views.uitnodiging_withdraw, name="uitnodiging_withdraw"),
    path("mensen/", gebruiker_views.gebruiker_list, name="gebruiker_list"),
    path("mensen/<uuid:pk>/", gebruiker_views.gebruiker_detail, name="gebruiker_detail"),
    path("mensen/<uuid:pk>/herstellen/", gebruiker_views.gebruiker_reset, name="gebruiker_reset"),
    path("mensen/<uuid:pk>/anonimiseren/", gebruiker_views.gebruiker_anonymise, name="gebruiker_anonymise"),
    path("organisaties/", staf_views.staf_invite, name="staf_invite"),
    path("wachtrij/", views.job_list, name="job_list"),
    path("logboek/", views.handeling_list, name="handeling_list"),
]
