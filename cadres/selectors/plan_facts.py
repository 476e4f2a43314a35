"""The facts about a reorganisation that its rules look at, gathered in one question."""

from datetime import date

from cadres.models import LOCALITIES, Reorganisation
from cadres.rules.reorganisation import PlanFacts
from cadres.selectors.closing import LEAVING, asked

# Each column is a list of names (or a number) that some rule wants to be empty.
QUESTION = (
    LEAVING
    + """, alive AS (
    SELECT * FROM cadres_unit WHERE valid @> %(day)s::date OR upper(valid) = %(day)s
), occupied AS (
    SELECT unit_id FROM cadres_seat
    WHERE upper_inf(valid) OR upper(valid) > %(day)s
), named AS (
    SELECT old_id AS id FROM said UNION ALL SELECT new_id FROM said WHERE new_id IS NOT NULL
    UNION ALL SELECT unit_id FROM planned WHERE unit_id IS NOT NULL
    UNION ALL SELECT parent_id FROM planned WHERE parent_id IS NOT NULL
), chain AS (
    SELECT id, planned_parent_id AS above, ARRAY[id] AS seen FROM planned
    WHERE planned_parent_id IS NOT NULL
    UNION ALL
    SELECT chain.id, p.planned_parent_id, seen || p.id FROM chain JOIN planned p ON p.id = above
    WHERE p.planned_parent_id IS NOT NULL AND NOT p.id = ANY (seen[2:])
)
SELECT
    (SELECT count(*) FROM step),
    (SELECT array_agg(format('%%s. %%s', step.ordinal, step.kind) ORDER BY step.ordinal) FROM step
     LEFT JOIN LATERAL (SELECT count(DISTINCT old_id) AS olds, count(DISTINCT next_id) AS news
                        FROM said WHERE step_id = step.id) n ON true
     WHERE CASE step.kind
         WHEN 'merge' THEN olds = 0 OR news <> 1
         WHEN 'split' THEN olds <> 1 OR news < CASE WHEN old_goes_on THEN 1 ELSE 2 END
         WHEN 'abolish' THEN olds = 0
         ELSE NOT EXISTS (SELECT FROM planned WHERE step_id = step.id) END),
    (SELECT array_agg(DISTINCT u.name_vi) FROM root r JOIN cadres_unit u ON u.id = r.id
     LEFT JOIN main ON main.old_id = r.id
     WHERE main.next_id IS NULL AND (
         EXISTS (SELECT FROM closing c JOIN occupied o ON o.unit_id = c.id WHERE c.root_id = r.id)
         OR NOT EXISTS (SELECT FROM said WHERE old_id = r.id AND trim(reason) <> ''))),
    (SELECT array_agg(DISTINCT u.name_vi) FROM cadres_unit u WHERE u.id IN (
         SELECT old_id FROM said WHERE NOT old_goes_on AND next_id IS NOT NULL
         GROUP BY old_id HAVING count(*) > 1 AND count(DISTINCT step_id) > 1
            AND bool_or(kind NOT IN ('part', 'dissolve', 'split'))
         UNION SELECT c.id FROM closing c JOIN planned p ON p.unit_id = c.id
         UNION SELECT c.id FROM closing c JOIN said ON said.new_id = c.id)),
    (SELECT array_agg(DISTINCT u.name_vi) FROM named JOIN cadres_unit u ON u.id = named.id
     WHERE NOT EXISTS (SELECT FROM alive WHERE alive.id = u.id)),
    (SELECT array_agg(DISTINCT p.code) FROM planned p WHERE p.unit_id IS NULL AND (
         EXISTS (SELECT FROM cadres_unit u WHERE u.code = p.code)
         OR EXISTS (SELECT FROM planned o WHERE o.code = p.code AND o.id <> p.id
                    AND o.unit_id IS NULL))),
    (SELECT array_agg(DISTINCT p.official_code) FROM planned p
     WHERE p.unit_id IS NULL AND p.official_code <> '' AND (
         EXISTS (SELECT FROM alive u WHERE u.official_code = p.official_code
                 AND NOT EXISTS (SELECT FROM closing c WHERE c.id = u.id))
         OR EXISTS (SELECT FROM planned o WHERE o.official_code = p.official_code
                    AND o.id <> p.id AND o.unit_id IS NULL))),
    (SELECT array_agg(DISTINCT name) FROM (
         SELECT u.name_vi AS name FROM planned p JOIN cadres_unit u ON u.id = p.unit_id
         JOIN cadres_unit above ON above.id = p.parent_id WHERE starts_with(above.path, u.path)
         UNION SELECT p.code FROM chain JOIN planned p ON p.id = chain.id
         WHERE chain.above = chain.id) t),
    (SELECT array_agg(DISTINCT coalesce(nullif(p.name_vi, ''), u.name_vi)) FROM planned p
     LEFT JOIN cadres_unit u ON u.id = p.unit_id
     WHERE p.parent_id IN (SELECT id FROM closing)),
    (SELECT array_agg(DISTINCT c.name_vi) FROM closing c JOIN cadres_seat s ON s.unit_id = c.id
     WHERE lower(s.valid) >= %(day)s OR EXISTS (
         SELECT FROM cadres_assignment a WHERE a.seat_id = s.id AND lower(a.held) >= %(day)s)),
    (SELECT array_agg(DISTINCT c.name_vi) FROM closing c
     WHERE c.kind = ANY (%(localities)s) AND c.id <> c.root_id),
    (SELECT count(DISTINCT cadre_id) FROM leaving WHERE unit_id IS NULL AND is_principal),
    (SELECT array_agg(DISTINCT u.name_vi) FROM planned p JOIN cadres_unit u ON u.id = p.unit_id
     WHERE p.name_vi IN ('', u.name_vi) AND p.kind IN ('', u.kind)
       AND coalesce(p.parent_id, p.planned_parent_id, u.parent_id)
           IS NOT DISTINCT FROM u.parent_id)
"""
)
LISTS = (
    "incomplete_steps",
    "closing_without_successor",
    "named_twice",
    "not_there",
    "codes_taken",
    "official_codes_taken",
    "beneath_themselves",
    "closing_superiors",
    "begins_too_late",
    "left_beneath",
)


def plan_facts(plan: Reorganisation, *, on: date) -> PlanFacts:
    """What the rules of approving a plan look at, as the records are now."""
    [(steps, *found)] = asked(plan, QUESTION, localities=list(LOCALITIES))
    *lists, people, unchanged = found
    return PlanFacts(
        effective_on=plan.effective_on,
        today=on,
        instrument=plan.instrument,
        steps=steps,
        people_without_unit=people,
        names_unchanged=tuple(unchanged or ()),
        **{name: tuple(each or ()) for name, each in zip(LISTS, lists, strict=True)},
    )
