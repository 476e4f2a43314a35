"""Accounts: who may sign in. What an account may see is granted in `cadres`."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass


class Account(AbstractBaseUser):
    """A person's right to sign in (tài khoản). Found by name before there is an actor."""

    DATA_CLASS = DataClass.ADMIN

    class Theme(models.TextChoices):
        SYSTEM = "system", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Language(models.TextChoices):
        VI = "vi", "Tiếng Việt"
        EN = "en", "English"
        AR = "ar", "العربية"

    last_login = None  # sign-ins are in the audit trail and in the session list
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    username = models.CharField(
        _("account name"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z")],
    )
    display_name = models.CharField(_("name shown"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.VI)
    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    preferences = models.JSONField(_("preferences"), default=dict, blank=True)
    cadre_id = models.UUIDField(_("cadre"), null=True, blank=True, unique=True)
    is_active = models.BooleanField(_("may sign in"), default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("account")
        constraints = [
            models.CheckConstraint(
                name="account_language_is_known", condition=Q(language__in=["vi", "en", "ar"])
            ),
            models.CheckConstraint(
                name="account_theme_is_known",
                condition=Q(theme__in=["system", "light", "dark"]),
            ),
        ]

    def __str__(self):
        return self.display_name

    def check_password(self, raw_password):
        """Compare only: a stronger hash is written when the password is next changed."""
        return check_password(raw_password, self.password)
