"""Sessions that say whose they are in a column of their own: so a session and its person are one question, and those of
one person are found without opening all. What is in them is encrypted: for a moment it may be a second step to be.
"""

import json
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from accounts.models import Session
from tenants.secrets import Unreadable, hide, reveal

PURPOSE = "kompas.sessie"


class SessionStore(db.SessionStore):
    found: Session | None = None  # the row of this key, when the request has asked for it already

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        session.gebruiker_id = data.get(SESSION_KEY)
        return session

    def encode(self, session_dict: dict[str, Any]) -> str:
        return hide(json.dumps(session_dict), purpose=PURPOSE)

    def decode(self, session_data: str) -> dict[str, Any]:
        """Nothing, when the key is not one of ours: who it was logs in anew."""
        try:
            found: dict[str, Any] = json.loads(reveal(session_data, purpose=PURPOSE))
        except Unreadable:
            return {}
        return found

    def _get_session_from_db(self) -> Session | None:
        found, self.found = self.found, None
        if found and found.session_key == self.session_key:
            return found
        return super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
