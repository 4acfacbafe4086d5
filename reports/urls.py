from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports import views
from reports.files import views as files
from reports.files.formats import EVALUATIONS, FORMS
from reports.keuzes import archief_views as archief
from reports.keuzes import samenvatting_views as samenvatting
from reports.keuzes import views as keuzes
from reports.keuzes.scenarios import views as scenarios
from reports.passages import views as passages
from reports.passages.lezer import views as lezer
from reports.passages.nieuw import views as nieuw
from reports.passages.oudplan import views as oudplan
from reports.samen import deelname_views
from reports.samen import views as samen
from reports.versions import openbaar_views as openbaar
from reports.versions import views as versions
from reports.versions.evaluatie import file_views as evaluatie_files
from reports.versions.evaluatie import views as evaluatie


class FormaatConverter(StringConverter):
    regex = "|".join(FORMS)


class EvaluationConverter(StringConverter):
    regex = "|".join(EVALUATIONS)


class KleurConverter(StringConverter):
    regex = "[0-9a-f]{6}"


register_converter(FormaatConverter, "formaat")
register_converter(EvaluationConverter, "evaluation")
register_converter(KleurConverter, "kleur")

app_name = "reports"
urlpatterns = [
    path("", views.plan_detail, name="plan_detail"),
    path("voor-de-bestuurder/", views.bestuurder_detail, name="bestuurder_detail"),
    path("keuzes/", keuzes.keuzes_form, name="keuzes_form"),
    path("keuzes/eerder/", keuzes.keuzes_geschiedenis, name="keuzes_geschiedenis"),
    path("samenvatting/", samenvatting.samenvatting_form, name="samenvatting_form"),
    path("samenvatting/eerder/", samenvatting.samenvatting_geschiedenis, name="samenvatting_geschiedenis"),
    path("scenarios/", scenarios.scenarios_detail, name="scenarios_detail"),
    path("scenarios/aanpassen/", scenarios.scenarios_form, name="scenarios_form"),
    path("scenarios/eerder/", scenarios.scenarios_geschiedenis, name="scenarios_geschiedenis"),
    path("scenarios/bedrag/<uuid:pk>/", scenarios.raming_form, name="raming_form"),
    path("scenarios/bedrag/<uuid:pk>/eerder/", scenarios.raming_geschiedenis, name="raming_geschiedenis"),
    path("archief/", archief.archief_form, name="archief_form"),
    path("archief/eerder/", archief.archief_geschiedenis, name="archief_geschiedenis"),
    path("huisstijl/eerder/", keuzes.huisstijl_geschiedenis, name="huisstijl_geschiedenis"),
    path("huisstijl/", keuzes.huisstijl_form, name="huisstijl_form"),
    path("huisstijl/logo/", keuzes.logo_file, name="logo_file"),
    path("huisstijl/<kleur:accent>.css", keuzes.accent_style, name="accent_style"),
    path("tweede-lezer/", lezer.lezer_detail, name="lezer_detail"),
    path("tweede-lezer/klopt-zo/", lezer.lezer_put_away, name="lezer_put_away"),
    path("tweede-lezer/terug/", lezer.lezer_bring_back, name="lezer_bring_back"),
    path("nieuwe-teksten/", nieuw.nieuw_detail, name="nieuw_detail"),
    path("nieuwe-teksten/houden/", nieuw.nieuw_seen, name="nieuw_seen"),
    path("nieuwe-teksten/terugzetten/", nieuw.nieuw_restore, name="nieuw_restore"),
    path("nieuwe-teksten/laat-zo/", nieuw.nieuw_leave, name="nieuw_leave"),
    path("nieuwe-teksten/terug/", nieuw.nieuw_bring_back, name="nieuw_bring_back"),
    path("nieuwe-teksten/blad/<formaat:formaat>/", nieuw.nieuw_wijzigingsblad, name="nieuw_wijzigingsblad"),
    path("oud-plan/", oudplan.oudplan_list, name="oudplan_list"),
    path("oud-plan/<uuid:pk>/", oudplan.oudplan_detail, name="oudplan_detail"),
    path("oud-plan/<uuid:pk>/weghalen/", oudplan.oudplan_delete, name="oudplan_delete"),
    path("oud-plan/alinea/<uuid:pk>/", oudplan.alinea_detail, name="alinea_detail"),
    path("oud-plan/alinea/<uuid:pk>/overnemen/", oudplan.alinea_take, name="alinea_take"),
    path("oud-plan/alinea/<uuid:pk>/weglaten/", oudplan.alinea_leave, name="alinea_leave"),
    path("oud-plan/alinea/<uuid:pk>/terug/", oudplan.alinea_reopen, name="alinea_reopen"),
    path("vooraf/", files.rapport_ahead, name="rapport_ahead"),
    path("<formaat:formaat>/", files.rapport_request, name="rapport_request"),
    path("rapport/<uuid:pk>/", files.rapport_status, name="rapport_status"),
    path("rapport/<uuid:pk>/bestand/", files.rapport_download, name="rapport_download"),
    path("rapport/<uuid:pk>/opnieuw/", files.rapport_retry, name="rapport_retry"),
    path("passage/voorbeeld/", passages.passage_preview, name="passage_preview"),
    path("passage/<str:code>/", passages.passage_detail, name="passage_detail"),
    path("passage/<str:code>/bewerken/", passages.passage_edit, name="passage_edit"),
    path("passage/<str:code>/opslaan/", passages.passage_save, name="passage_save"),
    path("passage/<str:code>/terugzetten/", passages.passage_reset, name="passage_reset"),
    path("passage/<str:code>/houden/", passages.passage_keep, name="passage_keep"),
    path("passage/<str:code>/eerder/", passages.passage_geschiedenis, name="passage_geschiedenis"),
    path("versies/", versions.version_list, name="version_list"),
    path("versies/bewaren/", versions.version_add, name="version_add"),
    path("versies/vergelijken/", versions.version_compare, name="version_compare"),
    path("versies/<uuid:pk>/", versions.version_detail, name="version_detail"),
    path("versies/<uuid:pk>/logo/", versions.version_logo, name="version_logo"),
    path("versies/<uuid:pk>/plan.json", versions.version_json, name="version_json"),
    path("versies/<uuid:pk>/archief.zip", versions.version_archief, name="version_archief"),
    path("versies/<uuid:pk>/aanbieden/", versions.version_offer, name="version_offer"),
    path("versies/<uuid:pk>/terugnemen/", versions.version_withdraw, name="version_withdraw"),
    path("versies/<uuid:pk>/vaststellen/", versions.vaststelling_form, name="vaststelling_form"),
    path("versies/<uuid:pk>/openbaar/", openbaar.openbaar_detail, name="openbaar_detail"),
    path("versies/<uuid:pk>/openbaar/bestanden/", openbaar.openbaar_files, name="openbaar_files"),
    path("versies/<uuid:pk>/openbaar/maken/", openbaar.openbaar_publish, name="openbaar_publish"),
    path("versies/<uuid:pk>/openbaar/gemeenteblad/", openbaar.openbaar_gemeenteblad, name="openbaar_gemeenteblad"),
    path("versies/<uuid:pk>/openbaar/intrekken/", openbaar.openbaar_withdraw, name="openbaar_withdraw"),
    path("voortgang/", evaluatie.voortgang_detail, name="voortgang_detail"),
    path("evaluatie/", evaluatie.evaluatie_current, name="evaluatie_current"),
    path("evaluatie/<int:jaar>/", evaluatie.evaluatie_detail, name="evaluatie_detail"),
    path("evaluatie/<int:jaar>/tekst/", evaluatie.evaluatie_form, name="evaluatie_form"),
    path("evaluatie/<int:jaar>/eerder/", evaluatie.evaluatie_geschiedenis, name="evaluatie_geschiedenis"),
    path("evaluatie/<int:jaar>/vastleggen/", evaluatie_files.evaluatie_keep, name="evaluatie_keep"),
    path(
        "evaluatie/<int:jaar>/<evaluation:formaat>/",
        evaluatie_files.evaluatie_rapport,
        name="evaluatie_rapport",
    ),
    path("evaluatie/versie/<uuid:pk>/", evaluatie.evaluatieversie_detail, name="evaluatieversie_detail"),
    path(
        "evaluatie/versie/<uuid:pk>/<evaluation:formaat>/",
        evaluatie_files.evaluatieversie_rapport,
        name="evaluatieversie_rapport",
    ),
    path("samen/", samen.joint_list, name="joint_list"),
    path("samen/nieuw/", samen.joint_add, name="joint_add"),
    path("samen/<uuid:pk>/", samen.joint_detail, name="joint_detail"),
    path("samen/<uuid:pk>/uitnodigen/", samen.joint_invite, name="joint_invite"),
    path("samen/<uuid:pk>/delen/", deelname_views.deelname_share, name="deelname_share"),
    path("samen/<uuid:pk>/weigeren/", deelname_views.deelname_decline, name="deelname_decline"),
    path("samen/<uuid:pk>/terugtrekken/", deelname_views.deelname_withdraw, name="deelname_withdraw"),
    path("samen/<uuid:pk>/sluiten/", samen.joint_close, name="joint_close"),
    path("samen/<uuid:pk>/openen/", samen.joint_open, name="joint_open"),
    path("samen/<uuid:pk>/tekst/", samen.joint_text, name="joint_text"),
    path("samen/<uuid:pk>/tekst/bewaren/", samen.joint_keep, name="joint_keep"),
    path("samen/<uuid:pk>/tekst/<formaat:formaat>/", samen.joint_rapport, name="joint_rapport"),
    path("samen/<uuid:pk>/besluit/", deelname_views.deelname_besluit, name="deelname_besluit"),
    path("versies/<uuid:pk>/<formaat:formaat>/", versions.version_rapport, name="version_rapport"),
    path("uitvoeringsplan/<int:jaar>/", views.uitvoeringsplan_detail, name="uitvoeringsplan_detail"),
    path(
        "uitvoeringsplan/<int:jaar>/<formaat:formaat>/",
        views.uitvoeringsplan_rapport,
        name="uitvoeringsplan_rapport",
    ),
]
