"""SQL of carrying out a reorganisation: payroll places go along with the work.

What a closing unit was assigned is added to what the unit that takes over has; where that unit
was already given a number from the day on, the number given stands.
"""

from cadres.selectors.closing import CLOSING

FREED = (
    CLOSING
    + """, freed AS (
    SELECT g.unit_id, q.category, sum(q.number) AS number, min(q.decision_id::text)::uuid AS paper
    FROM cadres_quotaentry q JOIN goes g ON g.id = q.unit_id
    WHERE upper(q.valid) = %(day)s AND g.unit_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM cadres_quotaentry given WHERE given.unit_id = g.unit_id
                      AND given.category = q.category AND lower(given.valid) >= %(day)s)
    GROUP BY g.unit_id, q.category
)"""
)
QUOTAS = {
    "quotas_ended": CLOSING
    + """
UPDATE cadres_quotaentry q SET valid = daterange(lower(q.valid), %(day)s), version = q.version + 1
FROM closing c WHERE q.unit_id = c.id AND lower(q.valid) < %(day)s
  AND (upper_inf(q.valid) OR upper(q.valid) > %(day)s)
""",
    "quotas_before": FREED
    + """
UPDATE cadres_quotaentry q SET valid = daterange(lower(q.valid), %(day)s), version = q.version + 1
FROM freed f WHERE q.unit_id = f.unit_id AND q.category = f.category
  AND q.valid @> %(day)s::date AND lower(q.valid) < %(day)s
""",
    "quotas_moved": FREED
    + """
INSERT INTO cadres_quotaentry (id, version, unit_id, category, number, valid, decision_id)
SELECT gen_random_uuid(), 1, f.unit_id, f.category, f.number + coalesce(q.number, 0),
       daterange(%(day)s, NULL), coalesce(%(decision)s, f.paper)
FROM freed f LEFT JOIN cadres_quotaentry q ON q.unit_id = f.unit_id AND q.category = f.category
                                          AND upper(q.valid) = %(day)s
""",
}
