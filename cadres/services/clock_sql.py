"""The one statement that computes every coming date: set-based, a night's work in seconds.

It says what `selectors.clocks.clocks_of` says of one person; a test holds the two together.
"""

# The months of retirement come as columns of equal length, one element for each sex and month
# of birth. `unbroken` finds since when a seat's title has been held in its unit without a gap.
CLOSE_AND_OPEN = """
WITH retires AS (
    SELECT * FROM unnest(%(sexes)s::text[], %(births)s::text[], %(months)s::date[],
        %(years)s::int[], %(ages)s::int[], %(versions)s::text[])
        AS r (sex, birth, month, year, age, version)
),
people AS (
    SELECT id, sex, born, left(rpad(born, 10, '-01-01'), 7) AS first_birth,
        CASE WHEN length(born) = 4 THEN born || '-12' ELSE left(born, 7) END AS last_birth
    FROM cadres_cadre WHERE status = %(active)s
),
decided AS (
    SELECT o.cadre_id, o.retires_on, o.ground,
        d.number || ', ' || to_char(d.issued_on, 'DD/MM/YYYY') AS paper
    FROM cadres_retirementoverride o JOIN cadres_decision d ON d.id = o.decision_id
    WHERE o.revoked_on IS NULL AND d.issued_on <= %(on)s
),
retirement AS (
    SELECT p.id AS cadre_id, NULL::uuid AS seat_id, 'retirement' AS kind, NULL::date AS since,
        coalesce(o.retires_on, f.month) AS due_on, coalesce(o.retires_on, l.month) AS latest_on,
        jsonb_build_object('born', p.born, 'sex', p.sex, 'year', f.year, 'months', f.age,
            'last_year', l.year, 'last_months', l.age)
        || CASE WHEN o.cadre_id IS NULL THEN '{}'::jsonb
           ELSE jsonb_build_object('decided', o.paper, 'ground', o.ground) END AS basis,
        jsonb_build_object('retirement_months_' || p.sex, f.version) AS law_versions
    FROM people p
    JOIN retires f ON f.sex = p.sex AND f.birth = p.first_birth
    JOIN retires l ON l.sex = p.sex AND l.birth = p.last_birth
    LEFT JOIN decided o ON o.cadre_id = p.id
),
posts AS (
    SELECT a.cadre_id, a.seat_id, a.kind, lower(a.held) AS since, upper(a.held) AS until,
        s.unit_id, s.title_id, t.term_years, t."group" AS grp
    FROM cadres_assignment a JOIN people p ON p.id = a.cadre_id
    JOIN cadres_seat s ON s.id = a.seat_id JOIN cadres_title t ON t.id = s.title_id
    WHERE lower(a.held) <= %(on)s AND t."group" <> 'specialist'
),
held AS (
    SELECT * FROM posts
    WHERE kind = ANY (%(serving)s) AND (until IS NULL OR until > %(on)s)
),
begun AS (
    SELECT cadre_id, unit_id, title_id, since,
        max(coalesce(until, 'infinity')) OVER (PARTITION BY cadre_id, unit_id, title_id
            ORDER BY since ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM posts WHERE "grp" = ANY (%(heads)s)
),
unbroken AS (
    SELECT cadre_id, unit_id, title_id, max(since) AS since FROM begun
    WHERE before IS NULL OR before < since GROUP BY cadre_id, unit_id, title_id
),
terms AS (
    SELECT h.cadre_id, h.seat_id, 'term_end' AS kind, h.since,
        (h.since + make_interval(years => h.term_years))::date AS due_on,
        jsonb_build_object('since', h.since, 'years', h.term_years) AS basis,
        '{}'::jsonb AS law_versions
    FROM held h WHERE h.term_years IS NOT NULL AND h.grp <> ALL (%(appointed)s)
    UNION ALL
    SELECT h.cadre_id, h.seat_id, 'two_terms', u.since,
        (u.since + make_interval(years => h.term_years * %(terms)s))::date,
        jsonb_build_object('since', u.since, 'years', h.term_years, 'terms', %(terms)s),
        jsonb_build_object('head_terms_in_a_row', %(terms_version)s::text)
    FROM held h JOIN unbroken u USING (cadre_id, unit_id, title_id)
    WHERE h.term_years IS NOT NULL AND h.grp <> ALL (%(appointed)s)
    UNION ALL
    SELECT h.cadre_id, h.seat_id, 'reappointment', h.since,
        (h.since + make_interval(months => m.months))::date,
        jsonb_build_object('since', h.since, 'months', m.months),
        jsonb_build_object('appointment_term_months', %(appointment_version)s::text)
    FROM held h,
        LATERAL (SELECT coalesce(h.term_years * 12, %(appointment)s)::int AS months) AS m
    WHERE h.term_years IS NULL OR h.grp = ANY (%(appointed)s)
),
steps AS (
    SELECT DISTINCT ON (y.cadre_id) y.cadre_id, y.rank_code, y.step, y.from_date,
        y.delayed_months + CASE WHEN y.over_scale_percent > 0 THEN %(over_scale)s
            WHEN y.rank_code = ANY (%(lower_ranks)s) THEN %(lower_step)s
            ELSE %(step)s END AS months,
        CASE WHEN y.over_scale_percent > 0 THEN 'pay_over_scale_months'
            WHEN y.rank_code = ANY (%(lower_ranks)s) THEN 'pay_step_months_b'
            ELSE 'pay_step_months_a' END AS parameter
    FROM cadres_salarystep y JOIN people p ON p.id = y.cadre_id
    WHERE y.struck_on IS NULL AND y.basis = 'rank_step'
        AND rpad(y.from_date, 10, '-01-01')::date <= %(on)s
    ORDER BY y.cadre_id, y.from_date DESC, y.id DESC
),
certificates AS (
    SELECT DISTINCT ON (cadre_id) cadre_id, level, expires FROM (
        SELECT DISTINCT ON (q.cadre_id, q.axis) q.cadre_id, q.level, q.expires
        FROM cadres_qualification q JOIN people p ON p.id = q.cadre_id
        WHERE q.struck_on IS NULL AND q.expires IS NOT NULL
        ORDER BY q.cadre_id, q.axis, q.expires DESC, q.id DESC
    ) AS last ORDER BY cadre_id, rpad(expires, 10, '-01-01'), level COLLATE "C"
),
lines AS (
    SELECT cadre_id, 'salary_step' AS kind, from_date AS day, months,
        jsonb_build_object('rank', rank_code, 'step', step, 'since', from_date,
            'months', months) AS basis,
        jsonb_build_object(parameter, (%(pay_versions)s::jsonb) ->> parameter) AS law_versions
    FROM steps
    UNION ALL
    SELECT cadre_id, 'certificate', expires, 0,
        jsonb_build_object('level', level, 'until', expires), '{}'::jsonb
    FROM certificates
),
coming AS MATERIALIZED (
    SELECT cadre_id, seat_id, kind, since, due_on, latest_on, basis, law_versions FROM retirement
    UNION ALL
    SELECT cadre_id, NULL::uuid, kind, NULL::date,
        (rpad(day, 10, '-01-01')::date + make_interval(months => months))::date,
        ((CASE length(day) WHEN 4 THEN (day || '-12-31')::date
            WHEN 7 THEN ((day || '-01')::date + interval '1 month -1 day')::date
            ELSE day::date END) + make_interval(months => months))::date, basis, law_versions
    FROM lines
    UNION ALL
    SELECT DISTINCT ON (cadre_id, seat_id, kind) cadre_id, seat_id, kind, since, due_on,
        due_on AS latest_on, basis, law_versions
    FROM (SELECT * FROM terms ORDER BY cadre_id, seat_id, kind, since DESC) AS t
),
opened AS (
    INSERT INTO cadres_clockdue AS c (id, cadre_id, seat_id, kind, since, due_on, latest_on, basis,
        law_versions, computed_on, is_open)
    SELECT gen_random_uuid(), cadre_id, seat_id, kind, since, due_on, latest_on, basis,
        law_versions, %(on)s, TRUE FROM coming
    ON CONFLICT (cadre_id, kind, seat_id) DO UPDATE SET since = excluded.since,
        due_on = excluded.due_on, latest_on = excluded.latest_on, basis = excluded.basis,
        law_versions = excluded.law_versions, computed_on = excluded.computed_on, is_open = TRUE
    WHERE NOT c.is_open OR (c.due_on, c.latest_on, c.basis, c.law_versions)
        IS DISTINCT FROM (excluded.due_on, excluded.latest_on, excluded.basis,
            excluded.law_versions)
    RETURNING 1
),
closed AS (
    UPDATE cadres_clockdue c SET is_open = FALSE, computed_on = %(on)s
    WHERE c.is_open AND NOT EXISTS (SELECT FROM coming n WHERE n.cadre_id = c.cadre_id
        AND n.kind = c.kind AND n.seat_id IS NOT DISTINCT FROM c.seat_id)
    RETURNING 1
)
SELECT count(*) FROM coming
"""
