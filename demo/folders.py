"""Writes what a folder holds beside the row of the person: papers, pay, Party life, family,
awards, stays abroad; with the gaps and slips that real folders have."""

from datetime import date, timedelta
from random import Random

from cadres import models
from demo import names
from demo.copying import NULL, Copier
from demo.names import pick
from demo.people import LEADING, Person
from demo.relatives import Relatives
from demo.units import Node

TODAY = date(2026, 11, 1)
CHECKERS = ("Lê Thị Kiểm", "Vũ Văn Hồ", "Đoàn Thị Sơ")
RANKS = {
    "01.003": ("2.34", "2.67", "3.00", "3.33", "3.66", "3.99", "4.32", "4.65", "4.98"),
    "01.002": ("4.40", "4.74", "5.08", "5.42", "5.76", "6.10", "6.44", "6.78"),
    "01.001": ("6.20", "6.56", "6.92", "7.28", "7.64", "8.00"),
    "01.004": ("2.10", "2.41", "2.72", "3.03", "3.34", "3.65", "3.96", "4.27", "4.58", "4.89"),
}
COUNTRIES = ("Trung Quốc", "Trung Quốc", "Nhật Bản", "Hàn Quốc", "Singapore", "Lào", "Pháp")
PURPOSES = ("Học tập kinh nghiệm", "Xúc tiến đầu tư", "Bồi dưỡng ngắn hạn", "Du lịch", "Hội thảo")
AWARDS = (
    ("ldtt", "", "Lao động tiên tiến", "UBND huyện"),
    ("cstd_co_so", "", "Chiến sĩ thi đua cơ sở", "UBND huyện"),
    ("giay_khen", "", "Hoàn thành tốt nhiệm vụ", "Chủ tịch UBND huyện"),
    ("bang_khen", "", "Thành tích xuất sắc trong công tác", "Chủ tịch UBND tỉnh"),
    ("ky_niem_chuong", "", "Vì sự nghiệp của ngành", "Bộ, ban, ngành Trung ương"),
)
HIGH_AWARDS = (
    ("bk_thu_tuong", "", "Thành tích 5 năm liên tục", "Thủ tướng Chính phủ"),
    ("lao_dong", "hạng Ba", "Thành tích xuất sắc", "Chủ tịch nước"),
    ("cstd_tinh", "", "Chiến sĩ thi đua cấp tỉnh", "UBND tỉnh"),
)
FIRST_JOBS = ("Chuyên viên", "Cán bộ", "Nhân viên", "Giáo viên", "Kế toán", "Công chức xã")
FORTE = ("lanh_dao", "to_chuc", "phan_tich", "tuyen_truyen", "thanh_tra", "chinh_sach")
WARDS = tuple(
    f"phường {ward}, tỉnh Quảng Ninh"
    for ward in ("Hồng Gai", "Bãi Cháy", "Hạ Long", "Cao Xanh", "Hà Lầm")
)
FORMER = ("Sinh viên", "Học sinh", "Bộ đội", "Nhân viên hợp đồng", "Công nhân", "Giáo viên")


class Folders:
    """Everything of the record that is not the row of the cadre, a post or a course."""

    def __init__(self, rng: Random, copier: Copier, new_id, *, whole: bool):
        self.rng, self.new_id, self.whole = rng, new_id, whole
        self.relatives = Relatives(rng, copier, new_id)
        self._sheet = copier.stream(
            models.PersonalDetails, "id", "cadre", "personal_id", "id_issued_on", "id_issued_by",
            "old_ids", "social_insurance_no", "permanent_text", "current_text", "phone_mobile",
            "job_before", "recruit_agency", "recruit_mode", "main_work", "forte",
            "party_card_no", "union_joined", "general_education", "policy_categories", "enlisted",
            "discharged", "verified_by", "verified_on",
        )  # fmt: skip
        self._pay = copier.stream(
            models.SalaryStep, "id", "cadre", "raise_kind", "rank_code", "step", "coefficient",
            "over_scale_percent", "from_date", "paper", "verified_by", "verified_on",
        )  # fmt: skip
        self._allowance = copier.stream(
            models.Allowance, "id", "cadre", "kind", "coefficient", "from_date"
        )
        self._party = copier.stream(
            models.PartyEvent, "id", "cadre", "kind", "organisation", "role", "number",
            "badge_years", "from_date",
        )  # fmt: skip
        self._award = copier.stream(
            models.Award, "id", "cadre", "kind", "grade", "title", "issuer_text", "from_date",
            "paper",
        )  # fmt: skip
        self._open_more(copier)

    def _open_more(self, copier: Copier) -> None:
        self._career = copier.stream(
            models.CareerEvent, "id", "cadre", "kind", "post_text", "unit_text", "from_date",
            "to_date", "paper",
        )  # fmt: skip
        self._stay = copier.stream(
            models.StayAbroad, "id", "cadre", "country", "purpose", "from_date", "to_date"
        )
        self._mandate = copier.stream(
            models.ElectedMandate, "id", "cadre", "body", "term", "from_date", "to_date"
        )
        self._health = copier.stream(
            models.HealthRecord, "id", "cadre", "condition", "height_cm", "weight_kg",
            "blood_group", "from_date",
        )  # fmt: skip
        self._history = copier.stream(models.PoliticalHistory, "id", "cadre", "kind", "text")
        self._asset = copier.stream(
            models.AssetDeclaration, "id", "cadre", "kind", "due_on", "submitted_on", "is_checked"
        )
        self._insured = copier.stream(
            models.InsurancePeriod, "id", "cadre", "employer", "from_date"
        )
        self._confirmed = copier.stream(
            models.RecordConfirmation, "id", "cadre", "confirmed_on", "confirmed_by", "by_self"
        )

    def write(self, person: Person, employer: Node) -> None:
        """The folder of one person; in a very large province only what lists read."""
        start = person.born.year + 22 + person.number % 5
        self._write_sheet(person, employer, start)
        self._write_pay(person, start)
        if not self.whole:
            return
        self._write_party(person, employer, start)
        self._write_career(person, employer, start)
        self._write_awards(person, start)
        self.relatives.write(person)
        self._write_closed(person)

    def _known(self, year: int, month: int = 0, day: int = 0) -> str:
        """A date as the folder has it: to the day, the month or the year."""
        chance = self.rng.random()
        month = month or 1 + int(self.rng.random() * 12)
        if chance < 0.12:
            return f"{year}"
        if chance < 0.5:
            return f"{year}-{month:02d}"
        return f"{year}-{month:02d}-{day or 1 + int(self.rng.random() * 28):02d}"

    def _checked(self, share: float) -> tuple[str, str]:
        if self.rng.random() > share:
            return "", NULL
        day = TODAY - timedelta(days=int(self.rng.random() * 700))
        return pick(self.rng, CHECKERS), day.isoformat()

    def _write_sheet(self, person: Person, employer: Node, start: int) -> None:
        rng, chance = self.rng, self.rng.random
        number = NULL if chance() < 0.06 else self._identity(person)
        issued = NULL if chance() < 0.1 else self._known(2021 + int(chance() * 4))
        soldier = person.sex == "male" and chance() < 0.12
        policy = "{con_liet_si}" if chance() < 0.02 else "{con_thuong_binh}" if chance() < 0.04 \
            else "{}"  # fmt: skip
        home = person.origin.text if person.origin.commune else WARDS[person.number % len(WARDS)]
        self._sheet(
            self.new_id(), person.id, "" if number == NULL else number,
            issued, "" if issued == NULL else "Cục Cảnh sát QLHC về trật tự xã hội",
            f"1{person.number:08d}" if person.born.year < 1995 and chance() < 0.5 else "",
            f"22{person.number:08d}" if chance() < 0.8 else "",
            home if chance() < 0.93 else "", home if chance() < 0.85 else "",
            f"0900 {person.number // 1000 % 1000:03d} {person.number % 1000:03d}"
            if chance() < 0.9 else "",
            pick(rng, FORMER), employer.now.names[0] if chance() < 0.85 else "",
            "thi_tuyen" if chance() < 0.7 else "xet_tuyen",
            "Tham mưu, tổng hợp theo phân công của lãnh đạo" if chance() < 0.75 else "",
            f"{{{pick(rng, FORTE)}}}" if chance() < 0.6 else "{}",
            f"22.{person.number % 1000000:06d}"
            if person.party_joined != NULL and chance() < 0.9 else "",
            f"{person.born.year + 15}-03-26" if chance() < 0.8 else NULL,
            "10/10" if person.born.year < 1966 else "12/12",
            policy, str(person.born.year + 18) if soldier else NULL,
            str(person.born.year + 21) if soldier else NULL, *self._checked(0.55),
        )  # fmt: skip

    def _identity(self, person: Person) -> str:
        """A number as the law composes it; one in two hundred tells another year of birth."""
        century = 2 if person.born.year >= 2000 else 0
        year = person.born.year + (self.rng.random() < 0.005)
        digit = century + (person.sex == "female")
        return f"022{digit}{year % 100:02d}{person.number % 1000000:06d}"

    def _write_pay(self, person: Person, start: int) -> None:
        rank = "01.003" if person.best >= LEADING or start > 2000 else "01.002"
        if person.best >= LEADING and person.number % 9 == 0:
            rank = "01.004"
        begins = start + (14 if rank == "01.002" else 0)
        end = person.status_on.year if person.status_on else TODAY.year
        steps, year, step, month = RANKS[rank], begins, 1, 1 + person.number % 12
        if not self.whole:  # the present step alone
            gone = max(0, (end - begins) // 3)
            step, year = min(gone + 1, len(steps)), begins + 3 * min(gone, len(steps) - 1)
        raised = "first"
        last = min((end, 12), (TODAY.year, TODAY.month - 1))
        while (year, month) <= last and step <= len(steps):
            self._pay(
                self.new_id(), person.id, raised, rank, str(step), steps[step - 1], "0",
                f"{year}" if self.rng.random() < 0.03 else f"{year}-{month:02d}-01",
                f"QĐ nâng lương năm {year}" if self.rng.random() < 0.7 else "",
                *self._checked(0.4),
            )  # fmt: skip
            raised = "early" if self.rng.random() < 0.05 else "regular"
            year, step = year + 3, step + 1
        if step > len(steps) and (year, month) <= last:  # seniority beyond the scale, each year
            since = last[0] - (month > last[1])
            self._pay(
                self.new_id(), person.id, "over_scale", rank, str(len(steps)), steps[-1],
                str(5 + since - year), f"{since}-{month:02d}-01", "", *self._checked(0.4),
            )  # fmt: skip
        if person.best < LEADING and self.whole:
            worth = ("1.10", "0.90", "0.70", "0.60", "0.50", "0.40", "0.30", "0.20")
            self._allowance(
                self.new_id(), person.id, "chuc_vu", worth[min(person.best, 8) - 1],
                f"{min(end, 2021)}-07",
            )  # fmt: skip

    def _write_party(self, person: Person, employer: Node, start: int) -> None:
        if person.party_joined == NULL:
            return
        add, unit = self._party, employer.now.names[0]
        year = int(person.party_joined[:4])
        add(self.new_id(), person.id, "admitted", f"Chi bộ {unit}", "", "", NULL,
            person.party_joined)  # fmt: skip
        if person.party_official != NULL:
            add(self.new_id(), person.id, "official", f"Chi bộ {unit}", "", "", NULL,
                person.party_official)  # fmt: skip
        add(self.new_id(), person.id, "cell", f"Chi bộ {unit}", "", "", NULL,
            self._known(max(2016, year)))  # fmt: skip
        if self.rng.random() < 0.9:
            add(self.new_id(), person.id, "card", "", "", f"22.{person.number % 1000000:06d}",
                NULL, self._known(year + 1))  # fmt: skip
        if person.best < LEADING or self.rng.random() < 0.06:
            role = "Bí thư chi bộ" if self.rng.random() < 0.5 else "Cấp uỷ viên"
            add(self.new_id(), person.id, "post", f"Chi bộ {unit}", role, "", NULL,
                self._known(max(2017, year + 3)))  # fmt: skip
        if TODAY.year - year >= 30:
            add(self.new_id(), person.id, "badge", "", "", "", "30", f"{year + 30}-05-19")

    def _write_career(self, person: Person, employer: Node, start: int) -> None:
        if self.rng.random() < 0.06 or start >= 2016:
            return
        half = max((start + 2016) // 2, start + 1)
        job = "Giáo viên" if person.field == "school" else pick(self.rng, FIRST_JOBS)
        place = names.origin_elsewhere(self.rng) if self.rng.random() < 0.2 else "tỉnh Quảng Ninh"
        self._career(
            self.new_id(), person.id, "work", job, f"Phòng chuyên môn, {place}",
            self._known(start, 9), self._known(half, 6), "Lý lịch cán bộ năm 2010",
        )  # fmt: skip
        if half < 2015:
            self._career(
                self.new_id(), person.id, "work", "Chuyên viên", f"UBND huyện, {place}",
                self._known(half, 6), "2015-12", "",
            )  # fmt: skip
        self._insured(self.new_id(), person.id, employer.now.names[0], self._known(start, 9))

    def _write_awards(self, person: Person, start: int) -> None:
        rng = self.rng
        for _ in range(int(rng.random() * (5 if person.best < LEADING else 3))):
            high = person.best <= 4 and rng.random() < 0.25
            kind, grade, title, issuer = pick(rng, HIGH_AWARDS if high else AWARDS)
            year = max(start + 2, 2008) + int(rng.random() * 15)
            if year < TODAY.year:
                self._award(self.new_id(), person.id, kind, grade, title, issuer,
                            self._known(year, 12), "")  # fmt: skip
        if rng.random() < (0.5 if person.best <= 4 else 0.06):
            year = 2012 + int(rng.random() * 14)
            month = 3 + int(rng.random() * 8)
            when = f"{year}-{month:02d}"
            self._stay(self.new_id(), person.id, pick(rng, COUNTRIES), pick(rng, PURPOSES),
                       when, when)  # fmt: skip
        if person.best <= 5 and rng.random() < 0.5:
            body = "hdnd_tinh" if person.best <= 2 else "hdnd_xa"
            self._mandate(self.new_id(), person.id, body, "2021-2026", "2021-07", NULL)

    def _write_closed(self, person: Person) -> None:
        rng = self.rng
        if rng.random() < 0.78:
            tall = 150 + int(rng.random() * (15 if person.sex == "female" else 25))
            self._health(
                self.new_id(), person.id, pick(rng, ("Loại I", "Loại II", "Loại II", "Loại III")),
                str(tall), f"{tall - 105 + int(rng.random() * 12)}.0",
                pick(rng, ("A", "B", "O", "O", "AB", "")),
                self._known(2023 + int(rng.random() * 3)),
            )  # fmt: skip
        if rng.random() < 0.86:
            told = rng.random() > 0.995
            self._history(
                self.new_id(), person.id, "foreign" if told else "none",
                "Tham gia hội hữu nghị của một trường nước ngoài." if told else "",
            )  # fmt: skip
        if person.best <= 6:
            for year in (2024, 2025):
                late = rng.random() < 0.04
                self._asset(
                    self.new_id(), person.id, "hang_nam", f"{year}-12-31",
                    NULL if late else f"{year}-12-{1 + int(rng.random() * 30):02d}", "f",
                )  # fmt: skip
        if rng.random() < 0.72:
            day = TODAY - timedelta(days=int(rng.random() * 480))
            self._confirmed(self.new_id(), person.id, day.isoformat(), person.name,
                            "t" if rng.random() < 0.6 else "f")  # fmt: skip
