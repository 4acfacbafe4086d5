"""Sessions that say whose they are in a column of their own: so a session and its person are one question, and those of
one person are found without opening all.

What is in them is encrypted, for it may be a second step to be; and the row knows only a hash of the cookie.
"""

import json
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Session
from tenants.secrets import Unreadable, hide, reveal

PURPOSE = "kompas.sessie"
INLOGDIENST, SECOND_STEP = "inlogdienst", "second_step"  # how somebody logged in; see accounts/adapter.py


class SessionStore(db.SessionStore):
    found: Session | None = None  # the row of this key, when the request has asked for it already

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def get_session_cookie_age(self) -> int:
        """Of a visitor only as long as a login or a new password takes: anybody can have one made."""
        return settings.SESSION_COOKIE_AGE if SESSION_KEY in self else settings.SESSION_VISITOR_SECONDS

    @property
    def is_new_visitor(self) -> bool:
        """Whether saving it makes a row for somebody who is not logged in."""
        return bool(self.modified and not self.is_empty() and self.session_key is None and SESSION_KEY not in self)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        session.session_key = Session.key_of(session.session_key)
        session.gebruiker_id = data.get(SESSION_KEY)
        session.inlogdienst_id = data.get(INLOGDIENST)
        session.second_step = data.get(SECOND_STEP, False)
        return session

    def load(self) -> dict[str, Any]:
        """Nothing, when the columns say that somebody logged in otherwise than the data: they decide what opens."""
        row = self._get_session_from_db()
        data = self.decode(row.session_data) if row else {}
        said = data.get(INLOGDIENST), data.get(SECOND_STEP, False)
        kept = row and (row.inlogdienst_id and str(row.inlogdienst_id), row.second_step)
        return data if said == kept else {}

    def exists(self, session_key: str) -> bool:
        return super().exists(Session.key_of(session_key))

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(Session.key_of(key))

    def encode(self, session_dict: dict[str, Any]) -> str:
        return hide(json.dumps(session_dict), purpose=PURPOSE)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Nothing, when the key is not one of ours: who it was logs in anew."""
        try:
            found: dict[str, Any] = json.loads(reveal(str(session_data), purpose=PURPOSE))
        except Unreadable:
            return {}
        return found

    def _get_session_from_db(self) -> Session | None:
        found, self.found = self.found, None
        key = Session.key_of(self.session_key)
        if not found or found.session_key != key:
            found = Session.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found
