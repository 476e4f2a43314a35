"""SQL of carrying out a reorganisation: people leave closing units, then these close."""

from cadres.selectors.closing import CLOSING

DEPARTURES = {
    "assignments_ended": """
UPDATE cadres_assignment a SET held = daterange(lower(a.held), %(day)s), exit = p.exit,
    exit_decision_id = coalesce(p.decision_id, %(decision)s), version = a.version + 1
FROM cadres_placement p
WHERE p.reorganisation_id = %(plan)s AND NOT p.dropped AND a.id = p.assignment_id
""",
    "seats_closed": CLOSING
    + """
UPDATE cadres_seat s SET valid = daterange(lower(s.valid), %(day)s), version = s.version + 1
FROM closing c
WHERE s.unit_id = c.id AND (upper_inf(s.valid) OR upper(s.valid) > %(day)s)
""",
    "names_closed": CLOSING
    + """
UPDATE cadres_unitrecord r SET valid = daterange(lower(r.valid), %(day)s)
FROM closing c
WHERE r.unit_id = c.id AND (upper_inf(r.valid) OR upper(r.valid) > %(day)s)
""",
    "units_closed": CLOSING
    + """
UPDATE cadres_unit u SET valid = daterange(lower(u.valid), %(day)s), version = u.version + 1
FROM closing c
WHERE u.id = c.id AND (upper_inf(u.valid) OR upper(u.valid) > %(day)s)
""",
}
