"""Sessions as rows that a person can see and end."""

import uuid

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass


class Session(AbstractBaseSession):
    """One signed-in browser (phiên đăng nhập). Not audited: signing in and out is."""

    DATA_CLASS = DataClass.ADMIN

    ref = models.UUIDField(_("reference"), default=uuid.uuid4, unique=True, editable=False)
    account_id = models.UUIDField(_("account"), null=True, db_index=True)
    created_at = models.DateTimeField(_("signed in at"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen at"), auto_now=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    browser = models.CharField(_("browser"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("session")
        ordering = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls):
        from portal.sessions import SessionStore  # noqa: PLC0415 -- the store needs this model

        return SessionStore
