from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Gebruiker, Toegang
from tenants.models import Gemeente, Regio


@transaction.atomic
def grant_toegang(
    *,
    email: str,
    naam: str,
    functie: str,
    gemeente: Gemeente | None = None,
    regio: Regio | None = None,
    organisatie: str = "",
) -> tuple[Gebruiker, bool]:
    """Give someone a functie in one scope, and an account when there is none; says whether it was made.

    Safe to repeat. Raises ValidationError when the functie does not fit the scope or the address is none.
    """
    scope = {"functie": functie, "gemeente": gemeente, "regio": regio, "organisatie": organisatie}
    email = email.strip().lower()
    gebruiker = Gebruiker.objects.filter(email=email).first()
    created = gebruiker is None
    if gebruiker is None:
        gebruiker = Gebruiker(email=email, naam=naam)
        gebruiker.set_unusable_password()
        gebruiker.full_clean()
        gebruiker.save()
        EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    if not Toegang.objects.valid().filter(gebruiker=gebruiker, **scope).exists():
        toegang = Toegang(gebruiker=gebruiker, **scope)
        toegang.full_clean()
        toegang.save()
    return gebruiker, created


def password_link(gebruiker: Gebruiker) -> str:
    """The address where this person chooses a password; works once, for some days (PASSWORD_RESET_TIMEOUT)."""
    parts = {"uidb36": user_pk_to_url_str(gebruiker), "key": default_token_generator.make_token(gebruiker)}
    path = reverse("account_reset_password_from_key", kwargs=parts, urlconf=settings.PUBLIC_SCHEMA_URLCONF)
    return settings.PUBLIEK_URL + path
