"""The wire: one mail to a mail server, and what became of it. The one place that knows SMTP.

It never raises for what a server does, never logs and never quotes: answers of servers repeat addresses and text.
"""

import re
import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from berichten.models import Bericht

Staat, Reden = Bericht.Staat, Bericht.Reden
# After the last dot a server may look at the mail before it answers; broken off there, nobody knows what it did.
ANSWER_SECONDS = 30


@dataclass(frozen=True)
class Result:
    """`staat` WACHT means: a temporary error, try again later. `reachable`: whether the next mail has a chance."""

    staat: Bericht.Staat
    reden: Bericht.Reden | str = ""
    code: int | None = None
    reachable: bool = True
    in_time: bool = True


class Plain(smtplib.SMTP):
    """With one thing more: whether any of the mail itself has gone out. Only the mail is sent as bytes."""

    under_way = False

    def mail(self, sender: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        self.under_way = False
        self.expect(self.timeout)
        return super().mail(sender, options)

    def send(self, s: Any) -> None:
        if isinstance(s, bytes):
            self.under_way = True
            self.expect(ANSWER_SECONDS)
        super().send(s)

    def expect(self, seconds: float) -> None:
        if self.sock:
            self.sock.settimeout(seconds)


class Encrypted(Plain, smtplib.SMTP_SSL):
    pass


class Smtp(EmailBackend):
    """Django's, over connections that know how far they came, and that are dropped without a goodbye."""

    @property
    def connection_class(self) -> Any:
        return Encrypted if self.use_ssl else Plain

    @property
    def under_way(self) -> bool:
        return bool(getattr(self.connection, "under_way", False))

    def drop(self) -> None:
        for name in ("connection", "_partial_connection"):
            if connection := getattr(self, name):
                connection.close()
            setattr(self, name, None)


class Wire:
    """One connection for as many mails as it lasts; the next mail opens another when it did not."""

    def __init__(self) -> None:
        found = get_connection()
        self.connection = Smtp() if type(found) is EmailBackend else found

    def carry(self, message: EmailMessage) -> Result:
        if isinstance(self.connection, Smtp):
            try:
                self.connection.open()
            except (OSError, SoftTimeLimitExceeded) as error:
                self.connection.drop()
                return Result(Staat.WACHT, Reden.ONBEREIKBAAR, code_of(error), False, in_time(error))
        try:
            self.connection.send_messages([message])
        except (OSError, SoftTimeLimitExceeded) as error:
            result = result_of(error, under_way=getattr(self.connection, "under_way", False))
            if isinstance(self.connection, Smtp) and (result.code in {None, 421} or not result.in_time):
                self.connection.drop()
            return result
        except ValueError:  # an address or a subject that cannot be put on the wire
            return Result(Staat.MISLUKT, Reden.FOUT)
        return Result(Staat.VERSTUURD)

    def close(self) -> None:
        if isinstance(self.connection, Smtp):
            try:
                self.connection.close()
            except OSError:
                self.connection.drop()


@contextmanager
def wire() -> Iterator[Wire]:
    found = Wire()
    try:
        yield found
    finally:
        found.close()


def result_of(error: Exception, *, under_way: bool) -> Result:
    """Of a mail that was not taken: an answer of the server is certain, silence is so only before the mail went out."""
    code = code_of(error)
    if code is None:
        if under_way:
            return Result(Staat.ONZEKER, Reden.AFGEBROKEN, in_time=in_time(error))
        return Result(Staat.WACHT, Reden.ONBEREIKBAAR, in_time=in_time(error))
    if isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPHeloError)):  # us, whoever the mail is for
        return Result(Staat.WACHT, Reden.ONBEREIKBAAR, code)
    if code < 500:
        return Result(Staat.WACHT, Reden.VOL if is_full(error, code) else Reden.UITGESTELD, code)
    return Result(Staat.MISLUKT, permanent(error, code), code)


def permanent(error: Exception, code: int) -> Bericht.Reden:
    if is_full(error, code):
        return Reden.VOL
    enhanced = enhanced_of(error)
    unknown = enhanced.startswith("5.1") if enhanced else code in {550, 551, 553}
    return Reden.ONBEKEND if unknown else Reden.GEWEIGERD


def is_full(error: Exception, code: int) -> bool:
    """RFC 3463 x.2.2, or RFC 5321 452 and 552 of a server that gives no enhanced code."""
    enhanced = enhanced_of(error)
    return enhanced[1:] == ".2.2" if enhanced else code in {452, 552}


def answer_of(error: Exception) -> tuple[int | None, bytes]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):  # one mail has one recipient
        return next(iter(error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return error.smtp_code, text if isinstance(text, bytes) else str(text).encode()
    return None, b""


def code_of(error: Exception) -> int | None:
    code, _ = answer_of(error)
    return code if code is not None and 200 <= code < 600 else None  # smtplib says -1 of a line that it cannot read


def enhanced_of(error: Exception) -> str:
    found = re.match(rb"[245]\.\d{1,3}\.\d{1,3}", answer_of(error)[1])
    return found[0].decode() if found else ""


def in_time(error: Exception) -> bool:
    return not isinstance(error, SoftTimeLimitExceeded)
