"""The statements of `demo.work`, in their order."""

# What a kind of unit is called after the title; places of one kind share one position.
KINDS = """(VALUES
    ('tinh', 'của tỉnh', 'of the province', 'للمقاطعة'),
    ('cap_uy', 'cấp ủy', 'of a Party committee', 'في لجنة الحزب'),
    ('btv', 'ban thường vụ', 'of a standing committee', 'في اللجنة الدائمة'),
    ('ban_dang', 'cơ quan đảng', 'of a Party body', 'في هيئة حزبية'),
    ('hdnd', 'HĐND', 'of a People''s Council', 'في مجلس الشعب'),
    ('ubnd', 'UBND', 'of a People''s Committee', 'في اللجنة الشعبية'),
    ('so', 'sở, ngành', 'of a department', 'في إدارة'),
    ('phong', 'phòng chuyên môn', 'of a division', 'في قسم'),
    ('mttq', 'Mặt trận Tổ quốc', 'of the Front', 'في الجبهة'),
    ('doan_the', 'đoàn thể', 'of a mass organisation', 'في منظمة جماهيرية'),
    ('dvsn', 'đơn vị sự nghiệp', 'of a public service unit', 'في وحدة خدمة عامة'),
    ('truong_ct', 'trường chính trị', 'of the political school', 'في المدرسة السياسية')
) AS k(kind, vi, en, ar)"""
LEVELS = """(VALUES ('province', 'tỉnh'), ('district', 'huyện'), ('commune', 'xã'))
    AS l(level, vi)"""

DECISIONS = """
    INSERT INTO cadres_decision (id, version, number, issued_on, issuer_id, kind, summary)
    SELECT md5('vtvl' || d.number)::uuid, 1, d.number, d.day::date, u.id, 'other',
        'Phê duyệt danh mục vị trí việc làm'
    FROM (VALUES ('3512-QĐ/UBND', '2015-12-20'), ('1187-QĐ/UBND', '2025-06-27'),
        ('1902-QĐ/UBND', '2026-06-15')) AS d(number, day)
    JOIN cadres_unit u ON u.code = '22.UBND'
"""
# One position for each title in a kind of unit; revision 2 follows Decree 361/2025.
KNOWN = f"""
    CREATE TEMPORARY TABLE demo_positions AS
    SELECT t.id AS title, t.code AS title_code, t."group", u.kind, u.level,
        'VT.' || t.code || '.' || upper(replace(u.kind, '_', '-')) AS code,
        min(lower(s.valid)) AS since,
        CASE WHEN bool_or(upper(s.valid) IS NULL) THEN NULL ELSE max(upper(s.valid)) END AS until,
        greatest(1, least(40, round(count(*)::numeric / count(DISTINCT u.id)))) AS seats,
        t.name_vi || ' (' || k.vi || ', cấp ' || l.vi || ')' AS vi,
        t.name_en || ' (' || k.en || ', ' || u.level || ' level)' AS en,
        t.name_ar || ' (' || k.ar || ')' AS ar
    FROM cadres_seat s
    JOIN cadres_title t ON t.id = s.title_id
    JOIN cadres_unit u ON u.id = s.unit_id
    JOIN {KINDS} ON k.kind = u.kind
    JOIN {LEVELS} ON l.level = u.level
    GROUP BY t.id, u.kind, u.level, k.vi, k.en, k.ar, l.vi
"""
WRITE_POSITIONS = """
    INSERT INTO cadres_jobposition (id, version, code, revision, "group", rank, level, unit_kind,
        title_id, description, seats, ratio, state, valid, decision_id, drafted_by,
        drafted_by_name, appraised_by, appraised_by_name, approved_by, approved_by_name,
        name_vi, name_en, name_ar)
    SELECT md5(p.code || r.revision)::uuid, 1, p.code, r.revision,
        CASE WHEN p."group" <> 'specialist' THEN 'leadership' ELSE 'professional' END,
        CASE WHEN p.title_code LIKE '%-EMP%' THEN ''
            WHEN p.level = 'province' AND p."group" IN ('secretary', 'deputy_secretary',
                'peoples_chair', 'council_chair', 'committee_member') THEN '01.001'
            WHEN p.level = 'province' AND p."group" <> 'specialist' THEN '01.002'
            WHEN p.level = 'commune' AND r.revision = 2
                AND p."group" IN ('secretary', 'peoples_chair') THEN '01.002'
            ELSE '01.003' END,
        p.level, p.kind, p.title,
        CASE WHEN p."group" = 'specialist' THEN
            'Tham mưu, giải quyết công việc được giao theo lĩnh vực; lập hồ sơ công việc; '
            || 'chịu trách nhiệm về tiến độ và chất lượng sản phẩm của mình.'
        ELSE 'Lãnh đạo, điều hành lĩnh vực được giao; phân công và giao khoán công việc cho từng '
            || 'người; chịu trách nhiệm trước cấp trên về kết quả mục tiêu năm.'
        END || E'\n' || 'Quan hệ công tác: ' || p.vi || '.',
        p.seats, CASE WHEN p."group" = 'specialist' THEN 60 END,
        CASE WHEN r.until IS NULL THEN 'in_force' ELSE 'superseded' END,
        daterange(r.since, r.until), d.id, 'demo:1', 'Chuyên viên tổ chức',
        'demo:2', 'Người thẩm định', 'demo:3', 'Người phê duyệt', p.vi, p.en, p.ar
    FROM demo_positions p
    CROSS JOIN LATERAL (
        SELECT 1 AS revision, p.since, least(p.until, DATE '2026-07-01') AS until
        UNION ALL
        SELECT 2, DATE '2026-07-01', NULL WHERE p.until IS NULL AND p.since < DATE '2026-07-01'
    ) AS r
    JOIN cadres_decision d ON d.id = md5('vtvl' || CASE WHEN r.revision = 2 THEN '1902-QĐ/UBND'
        WHEN r.since >= DATE '2025-07-01' THEN '1187-QĐ/UBND' ELSE '3512-QĐ/UBND' END)::uuid
    WHERE r.since < coalesce(r.until, 'infinity')
"""
# Positions on their way, so that every step of the road is seen.
ON_THE_WAY = """
    INSERT INTO cadres_jobposition (id, version, code, revision, "group", rank, level, unit_kind,
        description, seats, state, decision_id, drafted_by, drafted_by_name, appraised_by,
        appraised_by_name, approved_by, approved_by_name, name_vi, name_en, name_ar)
    SELECT md5(w.code)::uuid, 1, w.code, 1, w.grp, w.rank, 'commune', 'phong', w.description, 1,
        w.state, CASE WHEN w.state = 'approved' THEN md5('vtvl1902-QĐ/UBND')::uuid END,
        'demo:1', 'Chuyên viên tổ chức',
        CASE WHEN w.state <> 'draft' THEN 'demo:2' ELSE '' END,
        CASE WHEN w.state <> 'draft' THEN 'Người thẩm định' ELSE '' END,
        CASE WHEN w.state = 'approved' THEN 'demo:3' ELSE '' END,
        CASE WHEN w.state = 'approved' THEN 'Người phê duyệt' ELSE '' END, w.vi, w.en, w.ar
    FROM (VALUES
        ('VT.CDS.phong', 'professional', '01.003', 'draft', '',
            'Chuyên viên chuyển đổi số', 'Digital transformation specialist',
            'أخصائي التحول الرقمي'),
        ('VT.VT.phong', 'support', '01.004', 'appraised',
            'Quản lý văn thư, con dấu, tài liệu lưu trữ của cơ quan.',
            'Văn thư - lưu trữ', 'Records clerk', 'موظف المحفوظات'),
        ('VT.QLDT.phong', 'professional', '01.003', 'approved',
            'Theo dõi trật tự xây dựng, cấp phép xây dựng theo phân cấp.',
            'Chuyên viên quản lý đô thị', 'Urban management specialist',
            'أخصائي الإدارة الحضرية')
    ) AS w(code, grp, rank, state, description, vi, en, ar)
"""
COMPETENCIES = """
    INSERT INTO cadres_competency (id, version, code, kind, name_vi, name_en, name_ar)
    SELECT md5('nl' || code)::uuid, 1, code, kind, name_vi, name_en, name_ar
    FROM demo_competencies
"""
ANCHORS = """
    INSERT INTO cadres_competencyanchor
        (id, competency_id, level, name_vi, name_en, name_ar)
    SELECT md5('nl' || c.code || a.level)::uuid, md5('nl' || c.code)::uuid, a.level::int,
        a.name_vi, a.name_en, a.name_ar
    FROM demo_competencies c JOIN demo_anchors a USING (kind)
"""
FRAMES = """
    INSERT INTO cadres_positioncompetency (id, version, position_id, competency_id, level)
    SELECT md5(p.id || c.code)::uuid, 1, p.id, c.id,
        CASE WHEN p.level = 'province' AND p."group" = 'leadership' THEN 4
            WHEN p."group" = 'leadership' OR c.kind = 'core' THEN 3 ELSE 2 END
    FROM cadres_jobposition p
    JOIN cadres_competency c ON c.code IN ('DD', 'TC', 'SV')
        OR (c.kind = 'leadership' AND p."group" = 'leadership')
        OR (c.code IN ('TM', 'KT', 'TH') AND p."group" = 'professional')
        OR (c.code IN ('GT', 'CN') AND p."group" <> 'leadership')
"""
SEATS = """
    INSERT INTO cadres_seatposition (id, version, seat_id, position_id, valid)
    SELECT md5(s.id::text || p.revision)::uuid, 1, s.id, p.id, s.valid * p.valid
    FROM cadres_seat s
    JOIN cadres_unit u ON u.id = s.unit_id
    JOIN cadres_jobposition p ON p.title_id = s.title_id AND p.unit_kind = u.kind
        AND p.level = u.level AND p.valid && s.valid
"""
POSITIONS = (
    DECISIONS, KNOWN, WRITE_POSITIONS, ON_THE_WAY, COMPETENCIES, ANCHORS, FRAMES, SEATS,
    "DROP TABLE demo_positions",
)  # fmt: skip

# Who has goals in which year: the province, its departments, and the communes of that year.
WHERE_GOALS_ARE = """
    CREATE TEMPORARY TABLE demo_places AS
    SELECT u.id, u.code, u.path, y.year,
        CASE WHEN u.kind = 'tinh' THEN 'province' WHEN u.kind = 'so' THEN 'so'
            ELSE 'commune' END AS of
    FROM cadres_unit u CROSS JOIN generate_series(2023, 2026) AS y(year)
    WHERE u.valid @> make_date(y.year, 11, 1) AND (u.kind IN ('tinh', 'so')
        OR (u.level = 'commune' AND u.kind IN ('xa', 'phuong', 'thi_tran', 'dac_khu')))
"""
WRITE_GOALS = """
    INSERT INTO cadres_goal (id, version, unit_id, year, level, parent_id, name, measure, target,
        unit_of_measure, weight, due, source, achieved, achieved_on)
    SELECT md5(w.code || w.year || g.code)::uuid, 1, w.id, w.year, g.level,
        CASE WHEN g.serves <> '' THEN md5('22' || w.year || g.serves)::uuid END,
        g.name, g.measure, g.target::numeric, g.unit, g.weight::numeric,
        make_date(w.year, 12, 31),
        CASE w.of WHEN 'province' THEN 'Nghị quyết của Tỉnh ủy về nhiệm vụ năm ' || w.year
            WHEN 'so' THEN 'Chương trình công tác năm ' || w.year || ' của sở'
            ELSE 'Nghị quyết của Đảng ủy về nhiệm vụ năm ' || w.year END,
        CASE WHEN w.year < 2026 THEN round(g.target::numeric * least(1.1,
            (84 + abs(hashtext(w.code || w.year || g.code)) % 30) / 100.0), 1) END,
        CASE WHEN w.year < 2026 THEN make_date(w.year, 12, 31) END
    FROM demo_places w JOIN demo_goals g ON g.of = w.of
    ORDER BY g.code
"""
# Whoever held the post in the year answers for the goal; for one in nineteen nobody does.
OWNERS = """
    INSERT INTO cadres_responsibility
        (id, version, goal_id, item_id, cadre_id, role, weight, held, basis)
    SELECT md5(a.id || w.code || w.year || g.code)::uuid, 1,
        md5(w.code || w.year || g.code)::uuid, NULL, a.cadre_id, 'owner', 100, h.held,
        'Thông báo phân công nhiệm vụ năm ' || w.year
    FROM demo_places w
    JOIN demo_goals g ON g.of = w.of
    JOIN cadres_unit u ON u.path LIKE w.path || '%'
        AND u.level = CASE WHEN w.of = 'commune' THEN 'commune' ELSE 'province' END
        AND (w.of <> 'so' OR u.id = w.id)
    JOIN cadres_seat s ON s.unit_id = u.id
    JOIN cadres_title t ON t.id = s.title_id AND split_part(t.code, '.', 1) = g.owner
    JOIN cadres_assignment a ON a.seat_id = s.id AND a.kind NOT IN ('acting', 'in_charge')
    CROSS JOIN LATERAL (SELECT a.held * daterange(make_date(w.year, 1, 1),
        CASE WHEN w.year < 2026 THEN make_date(w.year + 1, 1, 1) END) AS held) AS h
    WHERE NOT isempty(h.held) AND extract(year FROM lower(h.held)) = w.year
        AND abs(hashtext(w.code || w.year || g.code)) % 19 <> 0
"""
HELPERS = """
    INSERT INTO cadres_responsibility
        (id, version, goal_id, item_id, cadre_id, role, weight, held, basis)
    SELECT md5(a.id || w.code || w.year || g.code || 'help')::uuid, 1,
        md5(w.code || w.year || g.code)::uuid, NULL, a.cadre_id,
        CASE WHEN t.code LIKE '%PVICE' THEN 'deputy' ELSE 'supervisor' END, 50, h.held,
        'Thông báo phân công nhiệm vụ năm ' || w.year
    FROM demo_places w
    JOIN demo_goals g ON g.of = w.of AND g.code IN ('X1', 'X2', 'X4', 'T2', 'T3')
    JOIN cadres_unit u ON u.path LIKE w.path || '%' AND u.kind IN ('ubnd', 'hdnd')
        AND u.level = CASE WHEN w.of = 'commune' THEN 'commune' ELSE 'province' END
    JOIN cadres_seat s ON s.unit_id = u.id AND s.ordinal = 1
    JOIN cadres_title t ON t.id = s.title_id AND substr(t.code, 3) IN ('PVICE', 'CCHAIR')
    JOIN cadres_assignment a ON a.seat_id = s.id AND a.kind NOT IN ('acting', 'in_charge')
    CROSS JOIN LATERAL (SELECT a.held * daterange(make_date(w.year, 1, 1),
        CASE WHEN w.year < 2026 THEN make_date(w.year + 1, 1, 1) END) AS held) AS h
    WHERE NOT isempty(h.held) AND extract(year FROM lower(h.held)) = w.year
"""
ITEMS = """
    INSERT INTO cadres_workitem (id, version, goal_id, ordinal, product, quantity,
        unit_of_measure, conversion_factor, due, delivered, delivered_on)
    SELECT md5(w.code || i.goal || i.ordinal)::uuid, 1, md5(w.code || 2026 || i.goal)::uuid,
        i.ordinal::int, i.product, i.quantity::numeric, i.unit, i.factor::numeric,
        DATE '2026-12-15',
        round(i.quantity::numeric * (40 + abs(hashtext(w.code || i.product)) % 60) / 100),
        DATE '2026-10-31'
    FROM demo_places w CROSS JOIN demo_work_items i
    WHERE w.of = 'commune' AND w.year = 2026
"""
ITEM_OWNERS = """
    INSERT INTO cadres_responsibility
        (id, version, goal_id, item_id, cadre_id, role, weight, held, basis)
    SELECT md5(a.id || w.code || i.goal || i.ordinal || 'item')::uuid, 1,
        md5(w.code || 2026 || i.goal)::uuid, md5(w.code || i.goal || i.ordinal)::uuid,
        a.cadre_id, 'owner', 100, a.held * daterange('2026-01-01', NULL),
        'Phiếu giao khoán công việc năm 2026'
    FROM demo_places w CROSS JOIN demo_work_items i
    JOIN cadres_unit u ON u.code = w.code || '.' || i.body
    JOIN cadres_seat s ON s.unit_id = u.id AND s.ordinal = 1
    JOIN cadres_title t ON t.id = s.title_id AND split_part(t.code, '.', 1) = i.title
    JOIN cadres_assignment a ON a.seat_id = s.id AND a.kind NOT IN ('acting', 'in_charge')
    WHERE w.of = 'commune' AND w.year = 2026 AND a.held && daterange('2026-01-01', NULL)
        AND abs(hashtext(w.code || i.product)) % 11 <> 0
"""
GOALS = (
    WHERE_GOALS_ARE, WRITE_GOALS, OWNERS, HELPERS, ITEMS, ITEM_OWNERS, "DROP TABLE demo_places",
)  # fmt: skip
