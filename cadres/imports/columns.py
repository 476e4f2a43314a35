"""The columns of a workbook of cadre records, with the words that offices use for them."""

import csv
from pathlib import Path

from cadres.models import Education, LegalCategory, Sex, Theory, Tier
from portal.imports.targets import CATALOGUE, ImportColumn

SEX = {"Nam": Sex.MALE, "Nữ": Sex.FEMALE, "Trai": Sex.MALE, "Gái": Sex.FEMALE}
CATEGORY = {
    "Cán bộ": LegalCategory.CADRE,
    "Công chức": LegalCategory.CIVIL_SERVANT,
    "Viên chức": LegalCategory.PUBLIC_EMPLOYEE,
    "Hợp đồng": LegalCategory.CONTRACT,
    "Hợp đồng 68": LegalCategory.CONTRACT,
    "Hợp đồng 111": LegalCategory.CONTRACT,
    "Không chuyên trách": LegalCategory.PART_TIME,
}
LEVEL = {
    "Sơ cấp": Education.PRIMARY,
    "Trung cấp": Education.SECONDARY,
    "Cao đẳng": Education.COLLEGE,
    "Đại học": Education.UNIVERSITY,
    "Cử nhân": Education.UNIVERSITY,
    "Kỹ sư": Education.UNIVERSITY,
    "Bác sĩ": Education.UNIVERSITY,
    "ĐH": Education.UNIVERSITY,
    "CĐ": Education.COLLEGE,
    "TC": Education.SECONDARY,
    "Thạc sĩ": Education.MASTER,
    "Thạc sỹ": Education.MASTER,
    "ThS": Education.MASTER,
    "Tiến sĩ": Education.DOCTOR,
    "Tiến sỹ": Education.DOCTOR,
    "TS": Education.DOCTOR,
}
THEORY = {
    "Chưa qua đào tạo": Theory.NONE,
    "Chưa": Theory.NONE,
    "Không": Theory.NONE,
    "Sơ cấp": Theory.ELEMENTARY,
    "Trung cấp": Theory.INTERMEDIATE,
    "Cao cấp": Theory.ADVANCED,
    "Cử nhân": Theory.BACHELOR,
}
TIER = {
    "Trung ương quản lý": Tier.CENTRE,
    "Ban Thường vụ Tỉnh ủy quản lý": Tier.PROVINCE,
    "Tỉnh ủy quản lý": Tier.PROVINCE,
    "Cấp ủy trực thuộc quản lý": Tier.SUBORDINATE,
    "Đảng ủy quản lý": Tier.SUBORDINATE,
    "Tập thể lãnh đạo cơ quan quản lý": Tier.AGENCY,
    "Cơ quan quản lý": Tier.AGENCY,
}
WORDS = {"sex": SEX, "category": CATEGORY, "level": LEVEL, "theory": THEORY, "tier": TIER}


def _columns() -> tuple[ImportColumn, ...]:
    """The columns as columns.csv lists them."""
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8") as file:
        return tuple(_column(line) for line in csv.DictReader(file))


def _column(line: dict[str, str]) -> ImportColumn:
    return ImportColumn(
        key=line["key"],
        heading=line["heading"],
        kind=line["kind"],
        required=line["required"] == "yes",
        longest=int(line["longest"] or 200),
        pattern=line["pattern"],
        example=line["example"],
        choices={word: str(value) for word, value in WORDS.get(line["from"], {}).items()},
        catalogue=line["from"] if line["kind"] == CATALOGUE else "",
        low=float(line["low"]) if line["low"] else None,
        high=float(line["high"]) if line["high"] else None,
        also=tuple(line["also"].split("|")) if line["also"] else (),
    )


COLUMNS = _columns()
OF_CADRE = (
    "full_name", "other_name", "sex", "born", "ethnicity", "religion", "origin_text",
    "birthplace_text", "legal_category", "tier", "recruited", "education", "major", "theory",
    "party_joined", "party_official",
)  # fmt: skip
OF_DETAILS = (
    "personal_id", "id_issued_on", "id_issued_by", "old_ids", "permanent_text", "current_text",
    "phone_mobile", "email", "social_insurance_no", "recruit_agency", "joined_agency",
    "job_before", "general_education", "party_card_no",
)  # fmt: skip
COURSES = {"state": "state", "language": "language", "it": "it"}  # column → axis
ETHNIC_GROUPS = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "Hmông", "Dao", "Gia-rai", "Ngái",
    "Ê-đê", "Ba-na", "Xơ-đăng", "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai",
    "Xtiêng", "Bru-Vân Kiều", "Thổ", "Giáy", "Cơ-tu", "Gié-Triêng", "Mạ", "Khơ-mú", "Co", "Ta-ôi",
    "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá",
    "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La",
    "Pu Péo", "Brâu", "Ơ Đu", "Rơ-măm",
)  # fmt: skip
ETHNIC_NAMES = {
    "Kinh (Việt)": "Kinh", "Việt": "Kinh", "Hán": "Hoa", "Mèo": "Hmông", "H'Mông": "Hmông",
    "Mông": "Hmông", "Cao Lan": "Sán Chay", "Sán Chỉ": "Sán Chay", "Chàm": "Chăm",
    "Khơ me": "Khơ-me", "Khmer": "Khơ-me", "Vân Kiều": "Bru-Vân Kiều",
}  # fmt: skip
