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

    def create_model_instance(self, data):
        since = data.setdefault("since", timezone.now().isoformat())
        row = super().create_model_instance(data)
        # Derived, so that it stays the same for a session and the key never shows in an address.
        row.ref = uuid.uuid5(uuid.NAMESPACE_OID, row.session_key)
        row.created_at = timezone.datetime.fromisoformat(since)
        row.account_id = data.get("_auth_user_id")
        row.address = data.get("address")
        row.browser = data.get("browser", "")
        return row
