"""The addresses of allauth, with what a POST there does all or nothing, and a limit to what a visitor lets them do."""

from typing import Any

from allauth.urls import urlpatterns as of_allauth
from django.urls import URLPattern, URLResolver

from accounts.limits import limited
from accounts.views import all_or_nothing


def guarded(found: Any) -> Any:
    if isinstance(found, URLPattern):
        return URLPattern(found.pattern, limited(all_or_nothing(found.callback)), found.default_args, found.name)
    inner = [guarded(each) for each in found.url_patterns]
    return URLResolver(found.pattern, inner, found.default_kwargs, found.app_name, found.namespace)


urlpatterns = [guarded(found) for found in of_allauth]
