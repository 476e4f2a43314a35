"""What the hats are called. Who wears one, and what it may do, is decided in `cadres`."""

from django.utils.translation import gettext_lazy as _

HAT_NAMES = {
    "CADRE": _("Cadre, own record"),
    "UNIT_CLERK": _("Personnel clerk of a unit"),
    "UNIT_HEAD": _("Head of a unit"),
    "ORG_OFFICER": _("Officer of the Organisation Board"),
    "ORG_HEAD": _("Head of the Organisation Board"),
    "STANDING_MEMBER": _("Member of the Standing Board"),
    "INSPECTOR": _("Inspection Commission"),
    "EXAM_COUNCIL": _("Exam council"),
    "FRONT_USER": _("Fatherland Front and mass organisations"),
    "AUDITOR": _("Auditor"),
    "SYS_ADMIN": _("System administrator"),
    "REPORT_SIGNER": _("Signer of reports"),
}


def hat_name(hat: str) -> str:
    return str(HAT_NAMES.get(hat, hat))
