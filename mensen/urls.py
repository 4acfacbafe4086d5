from django.urls import path

from mensen.gemeente_desk import of_gemeente
from mensen.pages import PAGES
from mensen.views import collega_anonymise

app_name = "mensen"
urlpatterns = [
    *(path(route, method(of_gemeente(view)), name=view.__name__) for route, view, method in PAGES),
    path("<uuid:pk>/anoniem/", of_gemeente(collega_anonymise), name="collega_anonymise"),
]
