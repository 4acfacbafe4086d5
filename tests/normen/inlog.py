"""Identity providers of one gemeente and of VNG, as somebody else set them up; nobody is asked anything of them."""

from typing import Any
from uuid import uuid4

from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from accounts.models import Gebruiker
from inlogdiensten.models import Aanvaarding, Inlogdienst, Inloggeheim
from inlogdiensten.secrets import hide_credential
from tenants.models import Gemeente

GEHEIM = {"bewijs": "geheim", "geheim": "een-ander-geheim"}
INLOGDIENST = {"naam": "Werkaccount", "issuer": "https://login.elders.example", "client_id": "kompas", **GEHEIM}
VIEWS, PLATFORM = "inlogdiensten.views", "inlogdiensten.platform_views"


def make_inlogdiensten(gemeente: Gemeente, by: Gebruiker) -> dict[str, Any]:
    """By the key under which Address.value finds their id."""
    own, offered, of_vng = (
        add("Werkaccount", gemeente=gemeente),
        add("Werkaccount van de buren", gemeente=Gemeente.objects.opened().exclude(pk=gemeente.pk).first()),
        add("Werkaccount VNG", organisatie="vng"),
    )
    row = Aanvaarding.objects.create(inlogdienst=offered, eigenaar=offered.gemeente, gemeente=gemeente)
    account = SocialAccount.objects.create(user=by, provider=own.issuer, uid=f"nummer-17-{gemeente.slug}")
    mine, theirs = (each.aanvaardingen.get(gemeente=each.gemeente) for each in (own, of_vng))
    actions = ("end", "functies", "verplicht", "vrijwillig")
    return {
        f"{VIEWS} pk": own,
        f"{VIEWS}.aanvaarding_accept pk": row,
        **{f"{VIEWS}.aanvaarding_{name} pk": mine for name in actions},
        f"{PLATFORM} pk": of_vng,
        **{f"{PLATFORM}.platform_aanvaarding_{name} pk": theirs for name in actions[1:]},
        "inlogdiensten.public_views pk": own,
        "inlogdiensten.public_views.werkaccount_los pk": account,
    }


def add(naam: str, **scope: Any) -> Inlogdienst:
    made = Inlogdienst.objects.create(
        naam=naam,
        issuer="https://login.voorbeeld.example",
        client_id="kompas",
        bewijs="geheim",
        set_up_by=uuid4(),
        **scope,
    )
    Inloggeheim.objects.create(inlogdienst=made, gemeente=made.gemeente, token=hide_credential("geheim"))
    accepted = {"accepted_at": timezone.now(), "eigenaar": made.gemeente}
    Aanvaarding.objects.create(inlogdienst=made, **accepted, **scope)
    return made


def no_key(client: Any, world: Any) -> None:
    """Nothing to arrange."""


def as_it_is(client: Any, world: Any) -> dict[str, str]:
    return {"gezien": Inlogdienst.objects.get(pk=world.values[f"{VIEWS} pk"]).set_up_at.isoformat()}


def as_it_is_of_vng(client: Any, world: Any) -> dict[str, str]:
    return {"gezien": Inlogdienst.objects.get(pk=world.values[f"{PLATFORM} pk"]).set_up_at.isoformat()}


def another_gemeente(client: Any, world: Any) -> dict[str, str]:
    other = Gemeente.objects.opened().exclude(pk=world.gemeente.pk).first()
    assert other
    return {"gemeente": str(other.pk)}


def approved(client: Any, world: Any) -> None:
    Inlogdienst.objects.update(approved_by=uuid4(), approved_at=timezone.now())


def compulsory(client: Any, world: Any) -> None:
    """Who asks holds the noodaccount: else he would not get in."""
    approved(client, world)
    for key, who in (
        (f"{VIEWS}.aanvaarding_verplicht pk", "beheerder"),
        (f"{PLATFORM}.platform_aanvaarding_verplicht pk", "redacteur"),
    ):
        Aanvaarding.objects.filter(pk=world.values[key]).update(verplicht=True, noodaccount=world.people[who])
