from django.urls import path

from cadres.views import cadres, goals, imports, papers, positions, quota, regulated, units

app_name = "cadres"
urlpatterns = [
    path("cadres/", cadres.cadres, name="cadres"),
    path("cadres/new/", cadres.register_cadre, name="register_cadre"),
    path("cadres/<uuid:cadre_id>/", cadres.cadre, name="cadre"),
    path("cadres/<uuid:cadre_id>/amend/", cadres.amend_cadre, name="amend_cadre"),
    path("cadres/forms/", papers.print_forms, name="print_forms"),
    path("cadres/<uuid:cadre_id>/papers/", papers.papers, name="papers"),
    path("cadres/<uuid:cadre_id>/papers/whole/", papers.whole_file, name="whole_file"),
    path(
        "cadres/<uuid:cadre_id>/papers/<slug:form_code>.<slug:ending>",
        papers.paper,
        name="paper",
    ),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.upload, name="upload_workbook"),
    path("imports/template.xlsx", imports.template, name="import_template"),
    path("imports/<uuid:batch_id>/", imports.batch, name="import"),
    path("imports/<uuid:batch_id>/columns/", imports.columns, name="import_columns"),
    path("imports/<uuid:batch_id>/rows/", imports.rows, name="import_rows"),
    path("imports/<uuid:batch_id>/words/", imports.words, name="import_words"),
    path("imports/<uuid:batch_id>/errors.xlsx", imports.errors, name="import_errors"),
    path("imports/<uuid:batch_id>/check/", imports.check, name="check_import"),
    path("imports/<uuid:batch_id>/carry-out/", imports.carry_out, name="carry_out_import"),
    path("imports/<uuid:batch_id>/abandon/", imports.abandon, name="abandon_import"),
    path("units/", units.units, name="units"),
    path("units/<uuid:unit_id>/", units.unit, name="unit"),
    path("units/<uuid:unit_id>/branch/", units.branch, name="branch"),
    path("units/<uuid:unit_id>/quota/", quota.unit_quota, name="unit_quota"),
    path("quotas/", quota.quotas, name="quotas"),
    path("seats/<uuid:seat_id>/assign/", units.assign, name="assign"),
    # -- posts: positions, titles, seats ----------------------------------------------
    path("positions/", positions.positions, name="positions"),
    path("positions/new/", positions.draw_up_position, name="draw_up_position"),
    path("positions/mismatches/", positions.mismatches, name="mismatches"),
    path("positions/<uuid:position_id>/", positions.position, name="position"),
    path("positions/<uuid:position_id>/amend/", positions.amend_position, name="amend_position"),
    path(
        "positions/<uuid:position_id>/frame/",
        positions.demand_competency,
        name="demand_competency",
    ),
    path(
        "positions/<uuid:position_id>/appraise/",
        positions.appraise_position,
        name="appraise_position",
    ),
    path(
        "positions/<uuid:position_id>/return/", positions.return_position, name="return_position"
    ),
    path(
        "positions/<uuid:position_id>/approve/",
        positions.approve_position,
        name="approve_position",
    ),
    path(
        "positions/<uuid:position_id>/in-force/",
        positions.put_position_in_force,
        name="put_position_in_force",
    ),
    path(
        "positions/<uuid:position_id>/revise/", positions.revise_position, name="revise_position"
    ),
    path("titles/", positions.titles, name="titles"),
    path("titles/<uuid:title_id>/", positions.title, name="title"),
    path("seats/<uuid:seat_id>/", positions.seat, name="seat"),
    path("seats/<uuid:seat_id>/position/", positions.link_seat, name="link_seat"),
    # -- tables of regulations ----------------------------------------------------------
    path("equivalence/", regulated.equivalence, name="equivalence"),
    path("equivalence/new/", regulated.enter_equivalence, name="enter_equivalence"),
    path(
        "equivalence/<uuid:equivalence_id>/",
        regulated.equivalence_version,
        name="equivalence_version",
    ),
    path("equivalence/<uuid:equivalence_id>/place/", regulated.place_title, name="place_title"),
    path("equivalence/<uuid:equivalence_id>/group/", regulated.open_group, name="open_group"),
    path("authority/", regulated.authority, name="authority"),
    path("authority/new/", regulated.enter_authority, name="enter_authority"),
    path("authority/<uuid:authority_id>/", regulated.authority_version, name="authority_version"),
    path("authority/<uuid:authority_id>/line/", regulated.write_line, name="write_line"),
    path(
        "equivalence/<uuid:equivalence_id>/confirm/",
        regulated.confirm_equivalence,
        name="confirm_equivalence",
    ),
    path(
        "equivalence/<uuid:equivalence_id>/withdraw/",
        regulated.withdraw_equivalence,
        name="withdraw_equivalence",
    ),
    path(
        "authority/<uuid:authority_id>/confirm/",
        regulated.confirm_authority,
        name="confirm_authority",
    ),
    path(
        "authority/<uuid:authority_id>/withdraw/",
        regulated.withdraw_authority,
        name="withdraw_authority",
    ),
    path("duties/", regulated.duties, name="duties"),
    path("duties/new/", regulated.write_duty, name="write_duty"),
    path("duties/<uuid:duty_id>/end/", regulated.end_duty, name="end_duty"),
    # -- goals and responsibility ---------------------------------------------------------
    path("goals/", goals.goals, name="goals"),
    path("goals/new/", goals.set_goal, name="set_goal"),
    path("goals/<uuid:goal_id>/", goals.goal, name="goal"),
    path("goals/<uuid:goal_id>/amend/", goals.amend_goal, name="amend_goal"),
    path("goals/<uuid:goal_id>/work/", goals.contract_work, name="contract_work"),
    path("goals/<uuid:goal_id>/answer/", goals.answer_for_goal, name="answer_for_goal"),
    path("work/<uuid:item_id>/answer/", goals.answer_for_work, name="answer_for_work"),
    path("work/<uuid:item_id>/delivery/", goals.count_delivery, name="count_delivery"),
    path("responsibilities/", goals.responsibilities, name="responsibilities"),
    path("responsibilities/load/", goals.load, name="load"),
    path(
        "responsibilities/<uuid:responsibility_id>/end/",
        goals.end_responsibility,
        name="end_responsibility",
    ),
]
