"""Who may open which address: an entry for every one of the URL table.

An entry names the hats that get an answer over rows of their own province. Everybody else,
and everybody over rows of another province, gets a refusal that tells nothing.
"""

from collections.abc import Callable

from cadres.models import Hat
from tests.authz.entries import EVERYONE, NOBODY, Access, act, detail, form, page, rows

CADRE, CLERK, HEAD = Hat.CADRE, Hat.UNIT_CLERK, Hat.UNIT_HEAD
OFFICER, ORG_HEAD, STANDING = Hat.ORG_OFFICER, Hat.ORG_HEAD, Hat.STANDING_MEMBER
INSPECTOR, COUNCIL, FRONT = Hat.INSPECTOR, Hat.EXAM_COUNCIL, Hat.FRONT_USER
AUDITOR, ADMIN = Hat.AUDITOR, Hat.SYS_ADMIN

READ_BASIC = {CADRE, CLERK, HEAD, OFFICER, ORG_HEAD, STANDING, INSPECTOR, COUNCIL, FRONT}
READ_PERSONAL = {CLERK, HEAD, OFFICER, ORG_HEAD, STANDING}
EDIT_BASIC = {CLERK, OFFICER}
PREPARE_PLANS = {HEAD, OFFICER}
READ_EVALUATION = {CLERK, HEAD, OFFICER, ORG_HEAD, STANDING, INSPECTOR}
PROPOSE_EVALUATION = {HEAD, OFFICER}
READ_PLANNING = {HEAD, OFFICER, ORG_HEAD, STANDING}
PROPOSE_PLANNING = {HEAD, OFFICER}
EDIT_PLANNING = {OFFICER}
READ_DISCIPLINE = {HEAD, OFFICER, ORG_HEAD, STANDING, INSPECTOR}
WORK_DISCIPLINE = {OFFICER, ORG_HEAD, STANDING, INSPECTOR}
EDIT_DISCIPLINE = {OFFICER, INSPECTOR}
READ_EXAM = {OFFICER, ORG_HEAD, STANDING, COUNCIL}
EDIT_EXAM = {OFFICER, COUNCIL}
OVERSEE = {AUDITOR, INSPECTOR}  # who read whose record
APPROVE = {ORG_HEAD, STANDING}
REPORT = {OFFICER, ORG_HEAD, STANDING}
SIGN = {STANDING}
TRAIL = {AUDITOR, ADMIN}
READ_RECORD = {CLERK, HEAD, OFFICER, ORG_HEAD, STANDING}
PROPOSE_LAW = {HEAD, OFFICER, INSPECTOR, COUNCIL}  # over a whole tree


def my(kind: str) -> Callable:
    return lambda worlds, world, hat: worlds.personal(kind, world, hat)


JOB = {"job_id": lambda *who: my("job")(*who).pk}
DONE_JOB = {"job_id": lambda *who: my("done_job")(*who)[0].pk}
FILE = {"file_id": lambda *who: my("done_job")(*who)[1].pk}
STORED = {"stored_id": lambda *who: my("done_job")(*who)[1].stored_id}
VIEW = {"view_id": lambda *who: my("saved_view")(*who).pk}
SESSION = {"session_ref": lambda *who: my("session")(*who).ref}
BATCH = {"batch_id": lambda *who: my("import_batch")(*who).pk}
LIST = {"list_key": "cadres"}
STANDARD = {"standard_id": lambda worlds: worlds.own.standard.pk}
CRITERION = {"criterion_id": lambda worlds: worlds.own.criterion.pk}
LAW = {"room": "governance", "name": "quorum_share"}


def catalogue(word: str, row: str) -> dict:
    """An address over a row that is everybody's: the own world's stands for all."""
    return {word: lambda worlds: getattr(worlds.own, row).pk}


POSITION, TITLE = catalogue("position_id", "position"), catalogue("title_id", "title")
EQUIVALENCE = catalogue("equivalence_id", "equivalence")
AUTHORITY, DUTY = catalogue("authority_id", "authority"), catalogue("duty_id", "duty")
WORK_BASIC = {CLERK, HEAD, OFFICER}  # who edits or proposes over a unit
KEEP = {CLERK, OFFICER, ORG_HEAD, STANDING}  # who edits or approves over a province


def step(name: str, hats: set) -> Access:
    body = {"reason": "x", "signer_name": "x", "number": "1"}
    return act(hats, words={"name": name}, body=body)


ACCESS: dict[str, Access | list[Access]] = {
    # -- the portal ---------------------------------------------------------------------
    "portal:home": page(EVERYONE),
    "portal:ui_catalogue": page(EVERYONE),
    "portal:sign_in": form(EVERYONE, public=True),
    "portal:sign_out": act(EVERYONE),
    "portal:set_language": act(EVERYONE, public=True),
    "portal:switch_hat": act(EVERYONE),
    "portal:my_account": form(EVERYONE),
    "portal:change_password": form(EVERYONE),
    "portal:my_sessions": page(EVERYONE),
    "portal:end_session": act(EVERYONE, mine=SESSION),
    "portal:inbox": page(EVERYONE),
    "portal:inbox_count": page(EVERYONE),
    "portal:list_columns": act(EVERYONE, words=LIST),
    "portal:save_view": act(EVERYONE, words=LIST),
    "portal:saved_views": page(EVERYONE, sees=EVERYONE),
    "portal:rename_view": act(EVERYONE, mine=VIEW),
    "portal:open_view_first": act(EVERYONE, mine=VIEW),
    "portal:drop_view": act(EVERYONE, mine=VIEW),
    "portal:jobs": page(EVERYONE, sees=EVERYONE, everywhere=TRAIL),
    "portal:job": page(EVERYONE, mine=JOB, sees=EVERYONE, everywhere=TRAIL),
    "portal:job_progress": page(EVERYONE, mine=JOB, everywhere=TRAIL),
    "portal:cancel_job": act(EVERYONE, mine=JOB, everywhere={ADMIN}),
    "portal:retry_job": act(EVERYONE, mine=JOB, everywhere={ADMIN}),
    "portal:job_zip": page(NOBODY, mine=DONE_JOB),  # of a batch only: tests/portal
    "portal:job_file": page(EVERYONE, mine=FILE),
    "portal:upload": page(NOBODY, mine=STORED),  # its owner decides: tests/portal/test_uploads
    "portal:law": page(EVERYONE),
    "portal:amend_law": form({HEAD, OFFICER, INSPECTOR, COUNCIL}, words=LAW),
    "portal:confirm_amendment": act(
        APPROVE, words={"amendment_id": lambda worlds: worlds.own.amendment.pk}
    ),
    "portal:audit_trail": page(TRAIL, sees=TRAIL),
    "portal:audit_event": page(TRAIL, sees=TRAIL, rows={"seq": lambda w: w.event.seq}),
    "portal:alive": page(EVERYONE, public=True),
    "portal:ready": page(EVERYONE, public=True),
    # -- cadres ---------------------------------------------------------------------------
    "cadres:cadres": rows(READ_BASIC),
    "cadres:register_cadre": form(EDIT_BASIC),
    "cadres:cadre": page(READ_BASIC, sees=READ_BASIC),
    "cadres:amend_cadre": form(EDIT_BASIC),
    "cadres:details": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:photo": form(EDIT_BASIC),
    "cadres:amend_part": form(EDIT_BASIC, words={"part": "contact"}),
    "cadres:confirm_record": form(EDIT_BASIC),
    "cadres:readings": page(OVERSEE, sees=OVERSEE),
    "cadres:open_compartment": form(
        {CLERK, OFFICER, ORG_HEAD}, words={"compartment": "health"}, body={"reason": "x" * 20}
    ),
    "cadres:section": page(READ_PERSONAL, words={"key": "family"}, sees=READ_PERSONAL),
    "cadres:add_line": form(EDIT_BASIC, words={"key": "family"}),
    "cadres:change_line": form(EDIT_BASIC, words={"key": "family"}),
    "cadres:strike_line": act(EDIT_BASIC, words={"key": "family"}),
    "cadres:check_line": act(EDIT_BASIC, words={"key": "family"}),
    "cadres:decision_scans": [page(READ_BASIC, sees=READ_BASIC), act(EDIT_BASIC)],
    "cadres:all_readings": rows(OVERSEE),
    "cadres:completeness": page(READ_PERSONAL),
    "cadres:stale_records": page(READ_PERSONAL),
    "cadres:undecided": rows(READ_BASIC),
    "cadres:papers": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:paper": page(READ_PERSONAL, words={"form_code": "hs02", "ending": "docx"}),
    "cadres:whole_file": act(READ_PERSONAL),
    "cadres:print_forms": form(READ_PERSONAL),
    "cadres:relations": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:conflicts": rows(READ_PERSONAL),
    "cadres:conflict": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:conflict_step": act(
        {CLERK, HEAD, OFFICER}, body={"step": "explained", "reason": "x" * 20}
    ),
    "cadres:duplicates": page(EDIT_BASIC, sees=EDIT_BASIC),
    "cadres:duplicate": form(EDIT_BASIC, sees=EDIT_BASIC),
    "cadres:set_apart": act(EDIT_BASIC),
    "cadres:merge": form(EDIT_BASIC, sees=EDIT_BASIC),
    "cadres:quality": page(READ_PERSONAL),
    "cadres:quality_records": page(READ_PERSONAL, words={"measure": "DQ-11"}, sees=READ_PERSONAL),
    "cadres:imports": page(EDIT_BASIC, sees=EDIT_BASIC),
    "cadres:upload_workbook": form(EDIT_BASIC),
    "cadres:import_template": page(EDIT_BASIC),
    "cadres:import": page(EDIT_BASIC, mine=BATCH, sees=EDIT_BASIC),
    "cadres:import_columns": form(EDIT_BASIC, mine=BATCH),
    "cadres:import_rows": page(EDIT_BASIC, mine=BATCH, sees=EDIT_BASIC),
    "cadres:import_words": form(EDIT_BASIC, mine=BATCH),
    "cadres:import_errors": page(EDIT_BASIC, mine=BATCH),
    "cadres:check_import": act(EDIT_BASIC, mine=BATCH),
    "cadres:carry_out_import": act(EDIT_BASIC, mine=BATCH),
    "cadres:abandon_import": act(EDIT_BASIC, mine=BATCH),
    # Accounts of this table are nobody's record: tests/cadres/test_proposals.py has the persons.
    "cadres:my_record": page(NOBODY),
    "cadres:propose": form(NOBODY, words={"target": "awards"}),
    "cadres:propose_line": form(NOBODY, words={"target": "awards"}),
    "cadres:proposals": rows(READ_PERSONAL),
    "cadres:proposal": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:take_step": act(EDIT_BASIC, body={"step": "verify"}),
    "cadres:clocks": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:calendar": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:decide_retirement": form(APPROVE),
    "cadres:withdraw_retirement": act(APPROVE),
    "cadres:packages": rows(READ_PERSONAL),
    "cadres:prepare_package": form(EDIT_BASIC),
    "cadres:package": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:package_errors": page(READ_PERSONAL, sees=READ_PERSONAL),
    "cadres:package_file": page(EDIT_BASIC),
    "cadres:repeat_package": act(EDIT_BASIC),
    "cadres:package_step": act(EDIT_BASIC, words={"name": "drop"}, body={"version": 1}),
    "cadres:units": rows(READ_BASIC),
    "cadres:unit": page(READ_BASIC, sees=READ_BASIC),
    "cadres:branch": page(READ_BASIC),
    "cadres:assign": form(EDIT_BASIC),
    "cadres:chart": rows(READ_BASIC),
    "cadres:unit_chart": page(READ_BASIC, sees=READ_BASIC),
    "cadres:chart_branch": page(READ_BASIC),
    "cadres:chart_svg": page(READ_BASIC, sees=READ_BASIC),
    "cadres:chart_pdf": page(READ_BASIC),
    "cadres:quotas": rows(READ_BASIC),
    "cadres:norms": rows(READ_BASIC),
    "cadres:dual_posts": rows(READ_BASIC),
    "cadres:unit_quota": [page(READ_BASIC, sees=READ_BASIC), act({OFFICER})],
    # -- cadres: posts, tables of regulations, goals ----------------------------------------
    "cadres:positions": page(EVERYONE),
    "cadres:draw_up_position": form(EDIT_BASIC),
    "cadres:mismatches": page(EVERYONE),
    "cadres:position": page(EVERYONE, words=POSITION),
    "cadres:amend_position": form(EDIT_BASIC, words=POSITION),
    "cadres:demand_competency": form(EDIT_BASIC, words=POSITION),
    "cadres:appraise_position": act(KEEP, words=POSITION),
    "cadres:return_position": form(KEEP, words=POSITION),
    "cadres:approve_position": form(APPROVE, words=POSITION),
    "cadres:put_position_in_force": form(APPROVE, words=POSITION),
    "cadres:revise_position": act(EDIT_BASIC, words=POSITION),
    "cadres:titles": page(EVERYONE),
    "cadres:title": page(EVERYONE, words=TITLE),
    "cadres:seat": page(READ_BASIC, sees=READ_BASIC),
    "cadres:link_seat": form({CLERK, OFFICER, ORG_HEAD, STANDING}),
    "cadres:equivalence": page(EVERYONE),
    "cadres:enter_equivalence": form(EDIT_BASIC),
    "cadres:equivalence_version": page(EVERYONE, words=EQUIVALENCE),
    "cadres:place_title": form(EDIT_BASIC, words=EQUIVALENCE),
    "cadres:open_group": form(EDIT_BASIC, words=EQUIVALENCE),
    "cadres:confirm_equivalence": act(APPROVE, words=EQUIVALENCE),
    "cadres:withdraw_equivalence": act(KEEP, words=EQUIVALENCE),
    "cadres:authority": page(EVERYONE),
    "cadres:enter_authority": form(EDIT_BASIC),
    "cadres:authority_version": page(EVERYONE, words=AUTHORITY),
    "cadres:write_line": form(EDIT_BASIC, words=AUTHORITY),
    "cadres:confirm_authority": act(APPROVE, words=AUTHORITY),
    "cadres:withdraw_authority": act(KEEP, words=AUTHORITY),
    "cadres:duties": page(EVERYONE),
    "cadres:write_duty": form(EDIT_BASIC),
    "cadres:end_duty": form(EDIT_BASIC, words=DUTY),
    "cadres:goals": rows(READ_BASIC),
    "cadres:set_goal": form(WORK_BASIC),
    "cadres:goal": page(READ_BASIC, sees=READ_BASIC),
    "cadres:amend_goal": form(WORK_BASIC),
    "cadres:contract_work": form(WORK_BASIC),
    "cadres:answer_for_goal": form(WORK_BASIC),
    "cadres:answer_for_work": form(WORK_BASIC),
    "cadres:count_delivery": form(WORK_BASIC),
    "cadres:responsibilities": rows(READ_BASIC),
    "cadres:load": rows(READ_BASIC),
    "cadres:end_responsibility": form(WORK_BASIC),
    "cadres:reorganisations": rows(READ_BASIC),
    "cadres:draft_reorganisation": form(PREPARE_PLANS),
    "cadres:reorganisation": page(READ_BASIC, sees=READ_BASIC),
    "cadres:amend_reorganisation": form(PREPARE_PLANS),
    "cadres:add_reorganisation_step": form(PREPARE_PLANS, words={"kind": "merge"}),
    "cadres:drop_reorganisation_step": act(PREPARE_PLANS),
    "cadres:submit_reorganisation": act(PREPARE_PLANS),
    "cadres:return_reorganisation": act(PREPARE_PLANS | APPROVE),
    "cadres:approve_reorganisation": form(APPROVE),
    "cadres:cancel_reorganisation": form(PREPARE_PLANS | APPROVE),
    "cadres:carry_out_reorganisation": act(APPROVE),
    "cadres:placements": page(READ_BASIC, sees=READ_BASIC),
    "cadres:placement": [page(READ_BASIC, sees=READ_BASIC), act(PREPARE_PLANS)],
    "cadres:undo_placement": act(PREPARE_PLANS),
    # -- title standards: the same for every province, as titles are -----------------------
    "cadres:standards": page(EVERYONE),
    "cadres:open_standard": form(PROPOSE_LAW),
    "cadres:standard": page(READ_BASIC, words=STANDARD),
    "cadres:standard_difference": page(READ_BASIC, words=STANDARD),
    "cadres:build_standard": page(PROPOSE_LAW, words=STANDARD),
    "cadres:add_criterion": form(PROPOSE_LAW, words={**STANDARD, "kind": "min_degree"}),
    "cadres:change_criterion": form(PROPOSE_LAW, words=CRITERION),
    "cadres:move_criterion": act(PROPOSE_LAW, words=CRITERION),
    "cadres:decide_standard": act(APPROVE, words=STANDARD),
    "cadres:standard_people": page(READ_PLANNING, sees=READ_PLANNING, words=STANDARD),
    "cadres:standard_newly": page(READ_PLANNING, sees=READ_PLANNING, words=STANDARD),
    "cadres:structure": page(READ_RECORD),
    "cadres:check_standard": form(READ_PLANNING),
    "cadres:standard_checks": rows(READ_PLANNING),
    "cadres:standard_check": page(READ_PLANNING, sees=READ_PLANNING),
    "cadres:standard_check_pdf": page(READ_PLANNING),
    "cadres:waive_criterion": form(APPROVE),
    "cadres:judge_criterion": form(READ_PLANNING),
    # -- evaluation -------------------------------------------------------------------------
    "evaluation:classes": rows(READ_EVALUATION),
    "evaluation:propose": form(PROPOSE_EVALUATION),
    "evaluation:yearly_class": page(READ_EVALUATION, sees=READ_EVALUATION),
    "evaluation:decide": form(APPROVE),
    "evaluation:unit_class": page(READ_EVALUATION, sees=READ_EVALUATION),
    "evaluation:classify_unit": form(APPROVE),
    # -- recruitment --------------------------------------------------------------------------
    "recruitment:exams": rows(READ_BASIC),
    "recruitment:announce": form(EDIT_EXAM),
    "recruitment:exam": page(READ_BASIC, sees=READ_BASIC),
    "recruitment:results": page(READ_BASIC),
    "recruitment:publish": form(APPROVE),
    "recruitment:register": form(EDIT_EXAM),
    "recruitment:candidate": page(READ_EXAM, sees=READ_EXAM),
    "recruitment:marks": form(EDIT_EXAM),
    # -- planning and rotation ----------------------------------------------------------------
    "planning:entries": rows(READ_PLANNING),
    "planning:nominate": form(PROPOSE_PLANNING),
    "planning:entry": page(READ_PLANNING, sees=READ_PLANNING),
    "planning:screen": act(EDIT_PLANNING),
    "planning:vote": form(EDIT_PLANNING),
    "planning:submit": act(EDIT_PLANNING),
    "planning:approve": form(APPROVE),
    "planning:withdraw": form(READ_PLANNING),
    "rotation:moves": rows(READ_PLANNING),
    "rotation:propose": form(PROPOSE_PLANNING),
    "rotation:move": page(READ_PLANNING, sees=READ_PLANNING),
    "rotation:decide": form(APPROVE),
    "rotation:cancel": act(READ_PLANNING),
    "rotation:end": form(APPROVE),
    # -- inspection -----------------------------------------------------------------------------
    "inspection:inspections": rows(READ_DISCIPLINE),
    "inspection:plan_inspection": form(WORK_DISCIPLINE),
    "inspection:open_programme": form(WORK_DISCIPLINE),
    "inspection:inspection": page(READ_DISCIPLINE, sees=READ_DISCIPLINE),
    "inspection:decide_inspection": form(APPROVE),
    "inspection:start_field_work": act(EDIT_DISCIPLINE),
    "inspection:record_finding": form(EDIT_DISCIPLINE),
    "inspection:hear_unit": act(EDIT_DISCIPLINE),
    "inspection:conclude_inspection": form(EDIT_DISCIPLINE),
    "inspection:close_inspection": act(EDIT_DISCIPLINE),
    "inspection:cancel_inspection": form(WORK_DISCIPLINE),
    "inspection:record_answer": form(READ_DISCIPLINE),
    "inspection:recommend": form(EDIT_DISCIPLINE),
    "inspection:recommendations": rows(READ_DISCIPLINE),
    "inspection:recommendation": page(READ_DISCIPLINE, sees=READ_DISCIPLINE),
    "inspection:report_done": form({HEAD, *REPORT}),
    "inspection:verify_recommendation": form(EDIT_DISCIPLINE),
    "inspection:waive": form(APPROVE),
    "inspection:measures": page(READ_DISCIPLINE),
    "inspection:pairing": page(READ_DISCIPLINE),
    "inspection:measure": page(READ_DISCIPLINE, sees=READ_DISCIPLINE),
    "inspection:record_measure": form(EDIT_DISCIPLINE),
    "inspection:bar_while_pending": form(EDIT_DISCIPLINE),
    "inspection:end_measure": form(EDIT_DISCIPLINE),
    "inspection:allow_in_spite": form(APPROVE),
    "inspection:close_matter": form(WORK_DISCIPLINE),
    # -- reports ----------------------------------------------------------------------------------
    "reports:dashboard": page(REPORT, sees=REPORT),
    "reports:unit_dashboard": page(REPORT, sees=REPORT),
    "reports:refresh_figures": act(REPORT),
    "reports:reports": rows(READ_EVALUATION),
    "reports:open_report": form(REPORT),
    "reports:report": page(READ_EVALUATION, sees=READ_EVALUATION),
    "reports:edit_texts": form(REPORT),
    "reports:request_file": act(REPORT),
    "reports:next_edition": act(REPORT),
    "reports:step": [
        step("accept", REPORT),
        step("freeze", REPORT),
        step("review", REPORT),
        step("return", REPORT),
        step("sign", SIGN),
        step("issue", REPORT),
    ],
    "reports:verify": page(EVERYONE, public=True, words={"code": "0" * 32, "sha256": "0" * 64}),
    # -- the API --------------------------------------------------------------------------------
    "api:unit-list": rows(READ_BASIC),
    "api:unit-detail": detail(READ_BASIC, pk=lambda w: w.commune.pk),
    "api:cadre-list": rows(READ_BASIC),
    "api:cadre-detail": detail(READ_BASIC, pk=lambda w: w.cadre.pk),
    "api:yearlyclass-list": Access(EVERYONE, sees=READ_EVALUATION),
    "api:yearlyclass-detail": detail(READ_EVALUATION, pk=lambda w: w.yearly_class.pk),
    "api:unitclass-list": Access(EVERYONE),
    "api:unitclass-detail": detail(READ_EVALUATION, pk=lambda w: w.unit_class.pk),
    "api:term-list": Access(EVERYONE),
    "api:term-detail": Access(EVERYONE, words={"pk": lambda worlds: worlds.own.entry.term_id}),
    "api:planentry-list": Access(EVERYONE),
    "api:planentry-detail": detail(READ_PLANNING, pk=lambda w: w.entry.pk),
    "api:move-list": Access(EVERYONE),
    "api:move-detail": detail(READ_PLANNING, pk=lambda w: w.move.pk),
    "api:inspection-list": Access(EVERYONE),
    "api:inspection-detail": detail(
        READ_DISCIPLINE, pk=lambda w: w.recommendation.finding.inspection_id
    ),
    "api:recommendation-list": Access(EVERYONE, sees=READ_DISCIPLINE),
    "api:recommendation-detail": detail(READ_DISCIPLINE, pk=lambda w: w.recommendation.pk),
    "api:exam-list": rows(READ_BASIC),
    "api:exam-detail": detail(READ_BASIC, pk=lambda w: w.candidate.post.exam_id),
    "api:candidate-list": rows(READ_EXAM),
    "api:candidate-detail": detail(READ_EXAM, pk=lambda w: w.candidate.pk),
    "api:result-list": Access(EVERYONE),
    "api:result-detail": detail(READ_EXAM, pk=lambda w: w.candidate.result.pk),
}
