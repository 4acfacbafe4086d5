from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Gebruiker, Session, Toegang, Uitnodiging
from tenants.models import Gemeente, Regio

GONE = "Oud-gebruiker"
NO_AGREEMENT = (
    "Van deze gemeente is nog geen verwerkersovereenkomst vastgelegd. Wie Kompas beheert doet dat; daarna kunnen mensen"
    " van de gemeente een account krijgen."
)

NOT_PROVED = (
    "Dit e-mailadres komt van de inlogdienst en is niet bevestigd. Daarom stuurt Kompas er geen mail heen. Het is"
    " bevestigd als deze persoon een uitnodiging op dit adres aanneemt."
)


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

    Safe to repeat. Raises ValidationError when the functie does not fit the scope, the address is none, or no agreement
    with the gemeente was noted.
    """
    if gemeente and not gemeente.has_agreement:
        raise ValidationError(NO_AGREEMENT)
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
    if not Toegang.objects.today().filter(gebruiker=gebruiker, **scope).exists():
        toegang = Toegang(gebruiker=gebruiker, **scope)
        toegang.full_clean()
        toegang.save()
    return gebruiker, created


def password_link(gebruiker: Gebruiker) -> str:
    """The address where this person chooses a password; works once, for some days (PASSWORD_RESET_TIMEOUT)."""
    parts = {"uidb36": user_pk_to_url_str(gebruiker), "key": default_token_generator.make_token(gebruiker)}
    path = reverse("account_reset_password_from_key", kwargs=parts, urlconf=settings.PUBLIC_SCHEMA_URLCONF)
    return settings.PUBLIEK_URL + path


def end_sessions(*, gebruiker: Gebruiker, keep: str | None = None) -> int:
    """Log this person out everywhere, but where the cookie says `keep`; returns how many were ended."""
    running = Session.objects.filter(gebruiker=gebruiker, expire_date__gt=timezone.now())
    return running.exclude(pk=Session.key_of(keep)).delete()[0]


@transaction.atomic
def reset_login(*, gebruiker: Gebruiker) -> None:
    """Of who lost every way in: no password, werkaccount or second step counts any more, and nobody is logged in with
    them. A link to choose a password is the only way in, and that leads through a new second step."""
    Authenticator.objects.filter(user=gebruiker).delete()
    SocialAccount.objects.filter(user=gebruiker).delete()
    end_sessions(gebruiker=gebruiker)
    gebruiker.set_unusable_password()
    gebruiker.save(update_fields=["password"])


@transaction.atomic
def anonymise_gebruiker(*, gebruiker: Gebruiker) -> None:
    """Take away who it was. The row stays, because history names it; nobody can log in with it any more."""
    EmailAddress.objects.filter(user=gebruiker).delete()
    Authenticator.objects.filter(user=gebruiker).delete()
    SocialAccount.objects.filter(user=gebruiker).delete()
    Uitnodiging.objects.filter(Q(email=gebruiker.email) | Q(accepted_by=gebruiker.pk)).delete()
    end_sessions(gebruiker=gebruiker)
    gebruiker.email, gebruiker.claimed_email = f"{gebruiker.pk}@gewist.invalid", ""
    gebruiker.naam, gebruiker.is_active, gebruiker.last_login = GONE, False, None
    gebruiker.anonymised_at = timezone.now()
    gebruiker.set_unusable_password()
    gebruiker.save()
