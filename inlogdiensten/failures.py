"""What can go wrong between Kompas and a provider, each with a sentence for who has to do something about it."""


class InlogFout(Exception):
    """`str` is for who wanted to come in; `detail` for the beheerder who tests: never a token or a secret."""

    text = "Inloggen met je werkaccount is niet gelukt. Probeer het nog eens."
    status = 403

    def __init__(self, detail: str = "", *, text: str = "") -> None:
        super().__init__(text or self.text)
        self.detail = detail or str(self)


class Away(InlogFout):
    """The provider does not answer, or not in time: perhaps later."""

    text = "De inlogdienst antwoordt niet. Probeer het over een paar minuten nog eens."
    status = 503


class NotAllowed(InlogFout):
    """An address that Kompas does not fetch from."""

    text = "De inlogdienst is niet goed ingesteld."
    status = 502


class Misconfigured(NotAllowed):
    """What the provider says does not fit with what was set up."""


class Untrusted(InlogFout):
    """The answer does not prove who this is."""

    text = "Kompas kan niet vaststellen dat dit antwoord van de inlogdienst klopt. Begin opnieuw met inloggen."


class Expired(InlogFout):
    text = "Het antwoord van de inlogdienst is verlopen. Begin opnieuw met inloggen."


class Refused(InlogFout):
    """The person, or the provider on her behalf, said no."""

    text = "Bij de inlogdienst is het inloggen afgebroken of geweigerd. Er is niemand ingelogd."


class NoAttempt(Expired):
    """There is no such login in this browser; so nobody tried, or somebody in another one."""
