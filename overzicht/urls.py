from django.urls import path

from overzicht import jaar_views, kader_views, views

app_name = "overzicht"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("vergelijk/", views.vergelijk, name="vergelijk"),
    path("jaar/beginnen/", jaar_views.jaar_begin, name="jaar_begin"),
    path("jaar/<int:jaar>/heropenen/", jaar_views.jaar_reopen, name="jaar_reopen"),
    path("ontwikkeling/", jaar_views.ontwikkeling, name="ontwikkeling"),
    path("kader/overstappen/", kader_views.kader_over, name="kader_over"),
    path("kader/terug/", kader_views.kader_back, name="kader_back"),
]
