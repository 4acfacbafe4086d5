from typing import Any

from allauth.socialaccount.models import SocialAccount

from accounts.models import Gebruiker
from inlogdiensten.models import Aanvaarding, Inlogdienst


def ways_in(**scope: Any) -> list[Inlogdienst]:
    """The providers that open this place (`gemeente=…`, `regio=…` or `organisatie=…`), or that of this address:
    `gemeente__domains__domain="stadskanaal"`."""
    accepted = Aanvaarding.objects.open().filter(**scope)
    return list(Inlogdienst.objects.working().filter(pk__in=accepted.values("inlogdienst")))


def every_way_in() -> list[Aanvaarding]:
    """By the place that it opens, for who did not say where she wants to go."""
    found = Aanvaarding.objects.open().select_related("inlogdienst", "gemeente", "regio")
    return sorted(found, key=lambda each: (each.where, each.inlogdienst.naam))


def is_bound_only(gebruiker: Gebruiker) -> bool:
    """Whether this person comes in with a provider alone. A link in a mail then gives no password: who reads her mail
    at work, such as who runs the mail server there, would come in with it past the provider."""
    if gebruiker.has_usable_password():
        return False
    issuers = SocialAccount.objects.filter(user=gebruiker).values("provider")
    return Inlogdienst.objects.working().filter(issuer__in=issuers).exists()
