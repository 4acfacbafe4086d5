"""Without a namespace, as all of the public host that is not of one app."""

from django.urls import path

from logins import public_views as views

urlpatterns = [
    path("account/inloggeschiedenis/", views.login_mine, name="login_mine"),
    path("organisatie/inloggeschiedenis/", views.organisatie_login_list, name="organisatie_login_list"),
    path("platform/inloggeschiedenis/", views.platform_login_list, name="platform_login_list"),
]
for formaat in ("csv", "xlsx"):
    given = {"formaat": formaat}
    urlpatterns += [
        path(
            f"organisatie/inloggeschiedenis/inloggeschiedenis.{formaat}",
            views.organisatie_login_file,
            given,
            name=f"organisatie_login_{formaat}",
        ),
        path(
            f"platform/inloggeschiedenis/inloggeschiedenis.{formaat}",
            views.platform_login_file,
            given,
            name=f"platform_login_{formaat}",
        ),
    ]
