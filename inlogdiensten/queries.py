from typing import Any

from allauth.socialaccount.models import SocialAccount

from accounts.models import Gebruiker, Toegang
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
    """Whether this person comes in with providers alone, wherever she works. A link in a mail then gives no password:
    who reads her mail, such as who runs the mail server there, would come in with it past the provider."""
    if gebruiker.has_usable_password():
        return False
    issuers = SocialAccount.objects.filter(user=gebruiker).values("provider")
    opened = [row.scope for row in Aanvaarding.objects.open().filter(inlogdienst__issuer__in=issuers)]
    held = Toegang.objects.today().filter(gebruiker=gebruiker).select_related("gemeente", "regio")
    places = [{"gemeente": row.gemeente, "regio": row.regio, "organisatie": row.organisatie} for row in held]
    return bool(opened) and all(place in opened for place in places)
