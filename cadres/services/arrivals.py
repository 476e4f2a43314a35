"""SQL of carrying out a reorganisation: seats open, people take them, their records follow."""

from cadres.selectors.closing import CLOSING

ARRIVALS = {
    "seats_opened": """
INSERT INTO cadres_seat (id, version, unit_id, title_id, ordinal, label, valid)
SELECT s.id, 1, s.unit_id, s.title_id, s.ordinal, s.label, daterange(%(day)s, NULL)
FROM cadres_plannedseat s JOIN cadres_plannedunit p ON p.id = s.unit_id
JOIN cadres_reorganisationstep st ON st.id = p.step_id
WHERE st.reorganisation_id = %(plan)s AND NOT st.dropped
""",
    "seats_moved": """
WITH moving AS (
    SELECT p.id, coalesce(p.unit_id, p.planned_unit_id) AS unit_id,
           coalesce(p.title_id, s.title_id) AS title_id, s.label
    FROM cadres_placement p
    JOIN cadres_assignment a ON a.id = p.assignment_id JOIN cadres_seat s ON s.id = a.seat_id
    WHERE p.reorganisation_id = %(plan)s AND NOT p.dropped AND p.outcome = 'moves'
), there AS (
    SELECT unit_id, title_id, max(ordinal) AS last FROM cadres_seat
    WHERE unit_id IN (SELECT unit_id FROM moving) GROUP BY unit_id, title_id
)
INSERT INTO cadres_seat (id, version, unit_id, title_id, ordinal, label, valid)
SELECT m.id, 1, m.unit_id, m.title_id,
       coalesce(t.last, 0) + row_number() OVER (PARTITION BY m.unit_id, m.title_id ORDER BY m.id),
       m.label, daterange(%(day)s, NULL)
FROM moving m LEFT JOIN there t ON t.unit_id = m.unit_id AND t.title_id = m.title_id
""",
    "assignments_begun": """
INSERT INTO cadres_assignment (id, version, cadre_id, seat_id, held, kind, is_principal, entry,
                               exit, decision_id, start_precision)
SELECT p.id, 1, a.cadre_id,
       CASE WHEN p.outcome = 'moves' THEN p.id ELSE coalesce(p.seat_id, p.planned_seat_id) END,
       daterange(%(day)s, NULL), p.kind, a.is_principal, p.entry, '',
       coalesce(p.decision_id, %(decision)s), 'day'
FROM cadres_placement p JOIN cadres_assignment a ON a.id = p.assignment_id
WHERE p.reorganisation_id = %(plan)s AND NOT p.dropped AND p.outcome IN ('seat', 'moves')
""",
    # Who is in service works on in the new unit; the file of everybody goes to who took over
    # from its keeper: the body of the same ending in the new place, else the successor's.
    "records_moved": CLOSING
    + """, placed AS (
    SELECT a.cadre_id, p.outcome, p.exit, p.tier,
           coalesce(p.unit_id, p.planned_unit_id) AS unit_id,
           coalesce(p.manager_id, p.planned_manager_id) AS manager_id
    FROM cadres_placement p JOIN cadres_assignment a ON a.id = p.assignment_id
    WHERE p.reorganisation_id = %(plan)s AND NOT p.dropped AND a.is_principal
), concerned AS (
    SELECT cadre_id AS id FROM placed
    UNION SELECT c.id FROM cadres_cadre c JOIN goes g ON g.id = c.employing_unit_id
          WHERE c.status = 'active' AND g.unit_id IS NOT NULL
    UNION SELECT c.id FROM cadres_cadre c JOIN goes g ON g.id = c.managing_unit_id
          WHERE g.unit_id IS NOT NULL
), now AS (
    SELECT c.id, CASE WHEN p.outcome = 'leaves' OR c.status <> 'active' THEN c.employing_unit_id
                      ELSE coalesce(p.unit_id, e.unit_id, c.employing_unit_id) END AS employing,
           coalesce(p.manager_id, body.id, m.unit_id, c.managing_unit_id) AS managing,
           coalesce(nullif(p.tier, ''), c.tier) AS tier,
           CASE WHEN p.outcome IS DISTINCT FROM 'leaves' THEN c.status
                WHEN p.exit = 'retirement' THEN 'retired'
                WHEN p.exit = 'death' THEN 'deceased' ELSE 'left' END AS status,
           CASE WHEN p.outcome = 'leaves' THEN %(day)s::date ELSE c.status_on END AS status_on
    FROM concerned JOIN cadres_cadre c ON c.id = concerned.id
    LEFT JOIN placed p ON p.cadre_id = c.id
    LEFT JOIN goes e ON e.id = c.employing_unit_id
    LEFT JOIN goes m ON m.id = c.managing_unit_id
    LEFT JOIN cadres_unit place ON place.id = p.unit_id
    LEFT JOIN cadres_unit body ON m.id IS NOT NULL AND upper_inf(body.valid)
         AND body.code = split_part(place.code, '.', 1)
                         || substr(m.code, length(m.root_code) + 1)
)
UPDATE cadres_cadre c SET employing_unit_id = n.employing, managing_unit_id = n.managing,
    tier = n.tier, status = n.status, status_on = n.status_on, version = c.version + 1
FROM now n
WHERE c.id = n.id AND (c.employing_unit_id, c.managing_unit_id, c.tier, c.status)
    IS DISTINCT FROM (n.employing, n.managing, n.tier, n.status)
""",
}
