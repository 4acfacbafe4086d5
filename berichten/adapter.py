from typing import Any

from django.template.loader import render_to_string

from accounts import adapter
from accounts.models import Uitnodiging
from berichten.actions import post_berichten
from berichten.mails import Letter, letter, mails
from berichten.models import Bericht

# In the context of a mail of allauth's that lets somebody in. Those are composed at sending, never written in a row.
TOKENS = {"key", "code", "activate_url", "password_reset_url", "uid"}


class AccountAdapter(adapter.AccountAdapter):
    """allauth's mails become rows, sent by the worker: no page waits for a mail server."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the row, in the transaction of what it tells of. Raises ValueError for a mail with a token."""
        if tokens := TOKENS & context.keys():
            raise ValueError(f"{template_prefix} bevat {sorted(tokens)}; maak die mail in berichten/compose.py.")
        code = template_prefix.rpartition("/")[2]
        found = letter(code, context, **context) if code in mails() else None
        found = found or by_templates(template_prefix, {**context, "email": email})
        bericht = Bericht(soort=Bericht.Soort.LOGIN, address=email, subject=found.subject, body=found.body)
        post_berichten(berichten=[bericht])

    def send_welcome(self, email: str) -> None:
        """To somebody who got an account: a link to choose a password. Asked by accounts, which stands below."""
        post_berichten(berichten=[Bericht(soort=Bericht.Soort.TOEGANG, address=email)])

    def send_reset(self, email: str) -> None:
        """To whose login was reset: a link to choose a password."""
        post_berichten(berichten=[Bericht(soort=Bericht.Soort.HERSTEL, address=email)])

    def send_uitnodiging(self, uitnodiging: Uitnodiging) -> None:
        """What it says: uitnodiging_letters.py."""
        whose = {"gemeente": uitnodiging.gemeente, "functie": uitnodiging.functies[0]}
        soort, address = Bericht.Soort.UITGENODIGD, uitnodiging.email
        post_berichten(berichten=[Bericht(soort=soort, about=uitnodiging.pk, address=address, **whose)])

    def send_accepted_elsewhere(self, uitnodiging: Uitnodiging) -> None:
        """To the address that was invited: somebody with an account under another address accepted."""
        self.send_mail("accounts/email/elders_aangenomen", uitnodiging.email, {"waar": uitnodiging.where})


def by_templates(prefix: str, context: dict[str, Any]) -> Letter:
    """A mail that allauth has and Kompas has no words for."""
    subject = render_to_string(f"{prefix}_subject.txt", context)
    return Letter(" ".join(subject.split()), render_to_string(f"{prefix}_message.txt", context).strip())
