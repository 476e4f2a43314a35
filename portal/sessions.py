"""The session engine: database rows with an owner and an absolute limit."""

import uuid
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

ABSOLUTE_LIMIT = timedelta(hours=12)  # NIST 800-63B-4, AAL2


class SessionStore(DatabaseStore):
    """Keeps whose session it is beside the encoded data."""

    @classmethod
    def get_model_class(cls):
        from portal.models import Session  # noqa: PLC0415 -- models load after engines

        return Session

    def _get_session_from_db(self):
        session = super()._get_session_from_db()
        if session and session.created_at + ABSOLUTE_LIMIT < timezone.now():
            self._session_key = None
            return None
        return session

    def cycle_key(self):
        """A new key is a new row beside the old one for a moment, so it needs a new reference."""
        self._session.pop("ref", None)
        super().cycle_key()

    def cycle_key(self):
        """The new row has a reference of its own: the old row still stands when it is written."""
        self.pop("ref", None)
        super().cycle_key()

    def create_model_instance(self, data):
        ref = data.setdefault("ref", str(uuid.uuid4()))
        since = data.setdefault("since", timezone.now().isoformat())
        row = super().create_model_instance(data)
        row.ref, row.created_at = uuid.UUID(ref), timezone.datetime.fromisoformat(since)
        row.account_id = data.get("_auth_user_id")
        row.address = data.get("address")
        row.browser = data.get("browser", "")
        return row
