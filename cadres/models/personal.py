"""What a record says once of a person beyond the cadre's own row: papers, addresses, entries."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import EditableRecord
from portal.models import StoredFile
from portal.partial_dates import PartialDateField

CCCD, CMND, SOCIAL_INSURANCE = r"^[0-9]{12}$", r"^[0-9]{9}(, [0-9]{9})*$", r"^[0-9]{10}$"


class FamilyClass(models.TextChoices):
    """Class origin of the family, as files of the last century have it."""

    LANDLESS = "co_nong", _("landless peasant")
    POOR_PEASANT = "ban_nong", _("poor peasant")
    MIDDLE_PEASANT = "trung_nong", _("middle peasant")
    WORKER = "cong_nhan", _("worker")
    CIVIL_SERVANT = "cong_chuc", _("civil servant")
    PUBLIC_EMPLOYEE = "vien_chuc", _("public employee")
    SMALL_TRADER = "tieu_thuong", _("small trader")
    SOLDIER = "quan_nhan", _("soldier")
    OTHER = "khac", _("other")


class RecruitMode(models.TextChoices):
    EXAM = "thi_tuyen", _("by examination")
    SELECTION = "xet_tuyen", _("by selection")
    RECEIVED = "tiep_nhan", _("received from elsewhere")
    ELECTED = "bau", _("elected")
    OTHER = "khac", _("other")


class PolicyCategory(models.TextChoices):
    """Categories with a claim to support (đối tượng chính sách)."""

    INVALID_1 = "thuong_binh_1", _("war invalid, class 1/4")
    INVALID_2 = "thuong_binh_2", _("war invalid, class 2/4")
    INVALID_3 = "thuong_binh_3", _("war invalid, class 3/4")
    INVALID_4 = "thuong_binh_4", _("war invalid, class 4/4")
    SICK_SOLDIER = "benh_binh", _("sick soldier")
    MARTYR_CHILD = "con_liet_si", _("child of a martyr")
    INVALID_CHILD = "con_thuong_binh", _("child of a war invalid")
    DIOXIN = "chat_doc", _("affected by toxic chemicals")
    MERIT_FAMILY = "co_cong", _("family with merit")


class Forte(models.TextChoices):
    """What somebody does best (năng lực sở trường)."""

    COMMAND = "lanh_dao", _("leadership and command")
    CARRYING_OUT = "to_chuc", _("carrying out")
    ANALYSIS = "phan_tich", _("analysis and synthesis")
    MOBILISATION = "tuyen_truyen", _("information and mobilisation")
    POLICY = "chinh_sach", _("research into policy")
    INSPECTION = "thanh_tra", _("inspection")
    INVENTION = "sang_kien", _("invention and initiative")


class AcademicRank(models.TextChoices):
    ASSOCIATE = "pgs", _("associate professor")
    PROFESSOR = "gs", _("professor")


class StateTitle(models.TextChoices):
    """Titles the State confers (danh hiệu Nhà nước phong tặng)."""

    PEOPLES_TEACHER = "ngnd", _("People's Teacher")
    MERITORIOUS_TEACHER = "ngut", _("Meritorious Teacher")
    PEOPLES_PHYSICIAN = "ttnd", _("People's Physician")
    MERITORIOUS_PHYSICIAN = "ttut", _("Meritorious Physician")
    PEOPLES_ARTIST = "nsnd", _("People's Artist")
    MERITORIOUS_ARTIST = "nsut", _("Meritorious Artist")
    LABOUR_HERO = "ahld", _("Hero of Labour")
    FORCES_HERO = "ahllvt", _("Hero of the People's Armed Forces")


def place_unit(label) -> models.ForeignKey:
    return models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class PersonalDetails(EditableRecord):
    """The single-valued rest of the record (sơ yếu lý lịch): one row for each cadre."""

    DATA_CLASS = DataClass.PERSONAL

    cadre = models.OneToOneField(Cadre, models.PROTECT, related_name="details")

    # Papers of identity (DOMAIN 2.10)
    photo = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    personal_id = models.CharField(
        _("personal identity number"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(CCCD, _("A personal identity number has 12 digits."))],
    )
    id_issued_on = PartialDateField(_("identity card issued on"), null=True, blank=True)
    id_issued_by = models.CharField(_("identity card issued by"), max_length=120, blank=True)
    old_ids = models.CharField(
        _("old identity numbers"),
        max_length=120,
        blank=True,
        validators=[RegexValidator(CMND, _("An old number has 9 digits; put commas between."))],
    )
    social_insurance_no = models.CharField(
        _("social insurance number"),
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(SOCIAL_INSURANCE, _("A social insurance number has 10 digits."))
        ],
    )
    health_insurance_no = models.CharField(_("health insurance number"), max_length=20, blank=True)

    # Where the person lives and can be reached
    permanent_text = models.CharField(_("permanent residence"), max_length=200, blank=True)
    permanent_unit = place_unit(_("permanent residence (locality)"))
    current_text = models.CharField(_("present residence"), max_length=200, blank=True)
    current_unit = place_unit(_("present residence (locality)"))
    phone_office = models.CharField(_("office telephone"), max_length=30, blank=True)
    phone_home = models.CharField(_("home telephone"), max_length=30, blank=True)
    phone_mobile = models.CharField(_("mobile telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), max_length=120, blank=True)

    # How the person came to the work
    family_class = models.CharField(
        _("class origin of the family"), max_length=12, choices=FamilyClass, blank=True
    )
    job_before = models.CharField(_("occupation before recruitment"), max_length=160, blank=True)
    recruit_agency = models.CharField(_("recruited by"), max_length=160, blank=True)
    recruit_mode = models.CharField(
        _("recruited how"), max_length=10, choices=RecruitMode, blank=True
    )
    joined_agency = PartialDateField(_("joined the present agency"), null=True, blank=True)
    joined_revolution = PartialDateField(_("joined the revolution"), null=True, blank=True)
    main_work = models.CharField(_("main work assigned"), max_length=300, blank=True)
    longest_job = models.CharField(_("longest job"), max_length=160, blank=True)
    forte = ArrayField(
        models.CharField(max_length=14, choices=Forte),
        verbose_name=_("forte"),
        default=list,
        blank=True,
    )

    # Party, youth union, army
    party_place = models.CharField(
        _("place of admission to the Party"), max_length=160, blank=True
    )
    party_file_no = models.CharField(_("Party file number"), max_length=20, blank=True)
    party_card_no = models.CharField(_("Party card number"), max_length=20, blank=True)
    union_joined = PartialDateField(_("joined the Youth Union"), null=True, blank=True)
    union_place = models.CharField(_("joined the Youth Union at"), max_length=160, blank=True)
    union_post = models.CharField(_("post in the Youth Union"), max_length=120, blank=True)
    enlisted = PartialDateField(_("enlisted"), null=True, blank=True)
    discharged = PartialDateField(_("discharged"), null=True, blank=True)
    military_rank = models.CharField(_("highest military rank"), max_length=60, blank=True)
    military_post = models.CharField(_("highest military post"), max_length=120, blank=True)
    policy_categories = ArrayField(
        models.CharField(max_length=16, choices=PolicyCategory),
        verbose_name=_("policy categories"),
        default=list,
        blank=True,
    )
    policy_note = models.CharField(_("policy certificate"), max_length=120, blank=True)

    # Schooling in one word, titles
    general_education = models.CharField(
        _("general education"),
        max_length=20,
        blank=True,
        help_text=_("Such as 12/12 or 10/10"),
    )
    academic_rank = models.CharField(
        _("academic rank"), max_length=4, choices=AcademicRank, blank=True
    )
    academic_rank_year = PartialDateField(_("academic rank since"), null=True, blank=True)
    state_title = models.CharField(
        pgettext_lazy("honour", "state title"), max_length=8, choices=StateTitle, blank=True
    )
    state_title_year = PartialDateField(_("state title since"), null=True, blank=True)

    # The sheet as a whole
    paper = models.CharField(_("source document"), max_length=200, blank=True)
    verified_by = models.CharField(_("checked by"), max_length=120, blank=True)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("personal details")
        constraints = [
            models.CheckConstraint(
                name="details_personal_id_has_twelve_digits",
                condition=Q(personal_id="") | Q(personal_id__regex=CCCD),
                violation_error_message=_("A personal identity number has 12 digits."),
            ),
            models.UniqueConstraint(
                fields=["personal_id"],
                condition=~Q(personal_id=""),
                name="details_personal_id_is_one_persons",
                violation_error_message=_(
                    "Another record has this personal identity number. Look for the double first."
                ),
            ),
            models.CheckConstraint(
                name="details_old_ids_have_nine_digits",
                condition=Q(old_ids="") | Q(old_ids__regex=CMND),
                violation_error_message=_("An old number has 9 digits; put commas between."),
            ),
            models.CheckConstraint(
                name="details_social_insurance_has_ten_digits",
                condition=Q(social_insurance_no="")
                | Q(social_insurance_no__regex=SOCIAL_INSURANCE),
                violation_error_message=_("A social insurance number has 10 digits."),
            ),
            models.CheckConstraint(
                name="details_family_class_is_known",
                condition=Q(family_class__in=["", *FamilyClass.values]),
            ),
            models.CheckConstraint(
                name="details_recruit_mode_is_known",
                condition=Q(recruit_mode__in=["", *RecruitMode.values]),
            ),
            models.CheckConstraint(
                name="details_academic_rank_is_known",
                condition=Q(academic_rank__in=["", *AcademicRank.values]),
            ),
            models.CheckConstraint(
                name="details_state_title_is_known",
                condition=Q(state_title__in=["", *StateTitle.values]),
            ),
            models.CheckConstraint(
                name="details_forte_is_known", condition=Q(forte__contained_by=Forte.values)
            ),
            models.CheckConstraint(
                name="details_policy_categories_are_known",
                condition=Q(policy_categories__contained_by=PolicyCategory.values),
            ),
            models.CheckConstraint(
                name="details_discharged_after_enlisted",
                condition=Q(enlisted__isnull=True)
                | Q(discharged__isnull=True)
                | Q(discharged__not_before=models.F("enlisted")),
                violation_error_message=_("The discharge lies before the enlistment."),
            ),
            models.CheckConstraint(
                name="details_check_names_who_and_when",
                condition=Q(verified_by="", verified_on__isnull=True)
                | ~Q(verified_by="") & Q(verified_on__isnull=False),
                violation_error_message=_("Say who checked the line, and on which day."),
            ),
        ]

    def __str__(self):
        return str(self.cadre)
