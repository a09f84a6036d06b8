from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.access.accounts import add_account
from monitor.access.audit import LogFilter, list_entries
from monitor.domain.errors import NotAllowed, Refusal, WrongUse
from monitor.domain.month import Month
from monitor.domain.roles import Actor
from monitor.follow_up.causes import NewNote, add_note
from monitor.follow_up.indicator_decisions import Override, choose_feed, set_override, set_reading
from monitor.intake.batches import preview_event, restore, withdraw
from monitor.intake.commit import commit_import, preview_import
from monitor.month_close.exceptions import end_exception, grant_exception, list_exceptions
from monitor.month_close.steps import (
    certify,
    give_back,
    list_missing,
    list_states,
    list_steps,
    submit,
)
from monitor.outputs.documents import Issue, write_document
from monitor.outputs.lists.flagged import footer
from monitor.store.checks import find_offenders
from monitor.upkeep.arrivals import receive
from monitor.upkeep.setup import act_for
from monitor.words.catalogue import say, say_finding
from tests.services.desk import (
    INDICATORS,
    SEED,
    YEAR,
    A,
    B,
    C,
    D,
    Desk,
    found,
    plan_file,
    project,
    results,
    spending,
)
from tests.services.issued import explained

MARCH, APRIL = Month(YEAR, 3), Month(YEAR, 4)
OWN, OTHER = "131001", "131002"
REPORTER = Actor("li", "reporter", (OWN,))
FINANCE = Actor("wang", "finance")
GOOD = "four unrelated words"
TODAY = datetime.now(UTC).date()


def close(desk: Desk, month: Month = MARCH, unit: str = OWN) -> None:
    submit(desk.store, month, unit, "其余项目下月报送", actor="li")
    certify(desk.store, month, unit, actor="wang")


def allow(desk: Desk, person: str, month: Month = MARCH, until: date = TODAY) -> None:
    grant_exception(desk.store, month, OWN, person, "漏报一笔退款", until, actor="wang")


def states(desk: Desk, unit: str = OWN) -> list[str]:
    return [str(each.state) for each in list_states(desk.store, YEAR, unit_code=unit)][:4]


def refused(call: object) -> str:
    with pytest.raises(Refusal) as caught:
        call()  # type: ignore[operator]  # each test gives what to do
    return caught.value.code


def blockers(desk: Desk, kind: str, data: bytes, month: int | None = None) -> list[str]:
    """Name what stops a file, in its preview and when it is committed all the same."""
    preview = desk.preview(kind, data, month)
    done = desk.commit(kind, data, month)
    assert done.preview.findings == preview.findings
    assert (done.batch_id is None) == (preview.is_blocked or preview.changes_nothing)
    return [code for code, _ in found(preview) if code.startswith("month_")]


def test_a_month_goes_from_open_to_submitted_to_certified(desk: Desk) -> None:
    desk.report(3, A=250, B=500, C=125)
    assert states(desk) == ["open", "open", "open", "open"]
    submit(desk.store, MARCH, OWN, "指标结果下月补", actor="li")
    assert states(desk) == ["open", "open", "submitted", "open"]
    certify(desk.store, MARCH, OWN, actor="wang")
    assert states(desk) == ["open", "open", "certified", "open"]
    assert states(desk, OTHER) == ["open"] * 4
    (step, first) = list_steps(desk.store, MARCH, OWN)
    assert (step.event, step.actor, first.event, first.actor) == (
        "certified",
        "wang",
        "submitted",
        "li",
    )
    assert first.reason == "指标结果下月补"
    assert (first.missing_projects, first.missing_results) == (0, 3)
    assert first.data_version.startswith("3-")


def test_a_month_given_back_is_open_again_and_says_why(desk: Desk) -> None:
    submit(desk.store, MARCH, OWN, "尚无支出", actor="li")
    assert refused(lambda: give_back(desk.store, MARCH, OWN, " ", actor="wang")) == "reason_missing"
    give_back(desk.store, MARCH, OWN, "请补报支出", actor="wang")
    assert states(desk)[2] == "open"
    assert list_steps(desk.store, MARCH, OWN)[0].reason == "请补报支出"
    desk.report(3, A=250)
    submit(desk.store, MARCH, OWN, "其余无支出", actor="li")
    assert states(desk)[2] == "submitted"


def test_no_step_is_left_out_and_none_is_taken_twice(desk: Desk) -> None:
    store = desk.store
    assert refused(lambda: certify(store, MARCH, OWN, actor="wang")) == "month_not_submitted"
    assert refused(lambda: give_back(store, MARCH, OWN, "x", actor="w")) == "month_not_submitted"
    assert refused(lambda: allow(desk, "li")) == "month_not_certified"
    close(desk)
    assert refused(lambda: submit(store, MARCH, OWN, "x", actor="li")) == "month_not_open"
    for answer in (certify, give_back):
        code = refused(lambda a=answer: a(store, MARCH, OWN, "x", actor="wang"))
        assert code == "month_certified_already"
    assert refused(lambda: submit(store, MARCH, "999", "x", actor="li")) == "month_unit_unknown"


def test_who_submits_sees_what_is_missing_and_says_why(desk: Desk) -> None:
    desk.report(3, A=250)
    missing = list_missing(desk.store, MARCH, OWN)
    assert [(row.project_code, row.state) for row in missing.rows] == [
        (A, "reported"),
        (B, "not_reported"),
        (C, "not_reported"),
    ]
    assert (missing.projects, missing.results) == (2, 3)
    assert refused(lambda: submit(desk.store, MARCH, OWN, "", actor="li")) == "month_remark_missing"
    submit(desk.store, MARCH, OWN, "其余项目尚未开工", actor="li")
    assert not list_missing(desk.store, MARCH, OTHER).results


def test_nothing_missing_needs_no_remark(desk: Desk) -> None:
    desk.commit("spending", spending({"D": 10}), 3)
    assert not list_missing(desk.store, MARCH, OTHER)
    submit(desk.store, MARCH, OTHER, actor="chen")
    assert states(desk, OTHER)[2] == "submitted"


def test_a_certified_month_takes_no_file_that_changes_it(desk: Desk) -> None:
    desk.report(3, A=250, B=500)
    close(desk)
    assert blockers(desk, "spending", spending({"A": 251}), 3) == ["month_certified"]
    assert blockers(desk, "spending", spending({"C": 0}), 3) == ["month_certified"]
    assert desk.project(3).spent == 250
    finding = desk.preview("spending", spending({"A": 251}), 3).findings[0]
    assert finding.values == {"months": "131001 单位131001 2023-03"}
    for language in ("zh", "en"):
        assert "131001 单位131001 2023-03" in say_finding(language, finding)


def test_the_same_figures_again_and_later_months_are_taken(desk: Desk) -> None:
    desk.report(3, A=250, B=500)
    close(desk)
    both = spending({"A": 250, "B": 500})
    assert blockers(desk, "spending", both, 3) == []
    assert blockers(desk, "spending", spending({"A": 400, "B": 600}), 4) == []
    assert blockers(desk, "spending", spending({"D": 9}), 3) == []
    assert desk.project(4).spent == 400


def test_a_file_of_several_units_and_months_names_what_it_must_not_change(desk: Desk) -> None:
    desk.report(3, A=250)
    desk.commit("spending", spending({"D": 7}), 3)
    close(desk)
    close(desk, MARCH, OTHER)
    finding = desk.preview("spending", spending({"A": 251, "D": 8}), 3).findings[0]
    assert finding.values["months"] == "131001 单位131001 2023-03; 131002 单位131002 2023-03"
    only = desk.preview("spending", spending({"A": 250, "D": 8}), 3).findings[0]
    assert only.values["months"] == "131002 单位131002 2023-03"


def test_an_earlier_month_that_moves_a_certified_one_is_refused(desk: Desk) -> None:
    desk.commit("spending", spending({"A": 100}, "本月支出（元）"), 3)
    desk.commit("spending", spending({"A": 50}, "本月支出（元）"), 4)
    close(desk, APRIL)
    (code,) = blockers(desk, "spending", spending({"A": 120}, "本月支出（元）"), 3)
    assert code == "month_certified"
    first = desk.preview("spending", spending({"A": 120}, "本月支出（元）"), 3).findings[0]
    assert first.values["months"].endswith(" 2023-04")


def test_results_adjustments_and_plans_are_held_too(desk: Desk) -> None:
    desk.report(3, A=250, B=500, C=1)
    close(desk)
    assert blockers(desk, "results", results("| 数量指标 | 调研次数 | 3次 |"), 3) == [
        "month_certified"
    ]
    assert blockers(desk, "results", results("| 数量指标 | 调研次数 | 3次 |"), 4) == []
    cut = f"项目编码,追减数（元）\n{A},100\n".encode()
    assert blockers(desk, "adjustments", cut, 2) == ["month_certified"]
    assert blockers(desk, "adjustments", cut, 4) == []
    own = [project(A, indicators=INDICATORS), project(B, "2000"), project(C, "500")]
    dearer = plan_file(project(A, "1100", indicators=INDICATORS), *own[1:])
    assert blockers(desk, "plan", dearer) == ["month_certified"]
    raised = (replace(INDICATORS[0], target_text="≥12次"), *INDICATORS[1:])
    aimed = plan_file(project(A, indicators=raised), *own[1:])
    assert blockers(desk, "plan", aimed) == ["month_certified"]


def test_a_plan_that_changes_later_milestones_alone_is_taken(desk: Desk) -> None:
    desk.report(3, A=250)
    close(desk)
    later = (*SEED[:2], (10, "80"), SEED[3])
    own = (project(A, indicators=INDICATORS, milestones=later), project(B, "2000"))
    assert blockers(desk, "plan", plan_file(*own, project(C, "500"))) == []
    close(desk, Month(YEAR, 8))
    own = (project(A, indicators=INDICATORS, milestones=SEED), project(B, "2000"))
    assert blockers(desk, "plan", plan_file(*own, project(C, "500"))) == ["month_certified"]


def test_withdrawing_and_restoring_are_held_too(desk: Desk) -> None:
    first, second = desk.report(3, A=250), desk.report(3, A=260)
    withdraw(desk.store, second, actor="clerk")
    close(desk)
    for batch, event in ((first, "withdrawn"), (second, "restored")):
        call = withdraw if event == "withdrawn" else restore
        assert refused(lambda c=call, b=batch: c(desk.store, b, actor="clerk")) == "month_certified"
        code = refused(lambda b=batch, e=event: preview_event(desk.store, b, e, actor="clerk"))
        assert code == "month_certified"
    assert desk.project(3).spent == 250
    assert refused(lambda: withdraw(desk.store, 1, actor="clerk")) == "month_certified"


def test_readings_rules_and_notes_are_held_too(desk: Desk) -> None:
    desk.report(3, A=250)
    row, other = desk.indicators(3)[:2]
    close(desk)
    store = desk.store
    doings = (
        lambda: set_reading(store, row, "≥8次", "口径", actor="clerk"),
        lambda: set_override(store, other, Override("lower", why="口径"), actor="clerk"),
        lambda: add_note(store, NewNote(A, "", MARCH, explanation="原因"), actor="clerk"),
    )
    for doing in doings:
        assert refused(doing) == "month_certified"
    allow(desk, "clerk")
    for doing in doings:
        doing()
    add_note(store, NewNote(A, "", APRIL, explanation="原因"), actor="anybody")


def test_a_feed_taken_is_held_too(sampled: Desk) -> None:
    june = Month(YEAR, 6)
    row = next(
        each for each in sampled.indicators(6) if each.repeats_budget and each.result_text is None
    )
    submit(sampled.store, june, OWN, "齐", actor="li")
    certify(sampled.store, june, OWN, actor="wang")

    def feed() -> None:
        choose_feed(sampled.store, [row], is_fed=not row.is_fed, actor="clerk")

    assert refused(feed) == "month_certified"
    grant_exception(sampled.store, june, OWN, "clerk", "口径", TODAY, actor="wang")
    feed()


def test_an_exception_is_for_one_person_one_month_and_until_its_day_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.report(3, A=250)
    close(desk)
    allow(desk, "zhao")
    assert blockers(desk, "spending", spending({"A": 251}), 3) == ["month_certified"]
    allow(desk, " Clerk ")
    (kept,) = [each for each in list_exceptions(desk.store, YEAR) if each.person_key == "clerk"]
    assert (kept.reason, kept.actor, kept.month) == ("漏报一笔退款", "wang", 3)
    assert blockers(desk, "spending", spending({"A": 251}), 3) == []
    assert states(desk)[2] == "certified"
    close(desk, APRIL)
    assert blockers(desk, "spending", spending({"A": 300}), 4) == ["month_certified"]
    later = kept.until + timedelta(seconds=1)
    monkeypatch.setattr("monitor.store.closed_months.now_utc", lambda: later)
    assert blockers(desk, "spending", spending({"A": 252}), 3) == ["month_certified"]


def test_an_exception_ends_early(desk: Desk) -> None:
    close(desk)
    allow(desk, "clerk")
    end_exception(desk.store, MARCH, OWN, "CLERK", actor="wang")
    assert list_exceptions(desk.store, YEAR) == []
    assert blockers(desk, "spending", spending({"A": 1}), 3) == ["month_certified"]
    again = lambda: end_exception(desk.store, MARCH, OWN, "clerk", actor="wang")  # noqa: E731 - said in one line
    assert refused(again) == "exception_missing"
    events = [each.event for each in list_steps(desk.store, MARCH, OWN)]
    assert events == ["exception_ended", "excepted", "certified", "submitted"]


def test_an_exception_names_somebody_who_can_use_it(desk: Desk) -> None:
    close(desk)
    assert refused(lambda: allow(desk, "  ")) == "exception_person_missing"
    past = TODAY - timedelta(days=3)
    assert refused(lambda: allow(desk, "li", until=past)) == "exception_until_past"
    add_account(desk.store, "Ada", GOOD, "admin", actor="owner")
    add_account(desk.store, "Look", GOOD, "viewer", actor="owner")
    add_account(desk.store, "Far", GOOD, "reporter", (OTHER,), actor="owner")
    add_account(desk.store, "Near", GOOD, "reporter", (OWN,), actor="owner")
    assert refused(lambda: allow(desk, "nobody")) == "exception_person_unknown"
    assert refused(lambda: allow(desk, "Look")) == "exception_person_barred"
    assert refused(lambda: allow(desk, "Far")) == "exception_person_barred"
    allow(desk, "near")
    allow(desk, "wang")  # oneself, at one's own machine
    assert [each.person for each in list_exceptions(desk.store, YEAR)] == ["Near", "wang"]


def test_the_person_signed_in_counts_and_not_the_name_told(desk: Desk) -> None:
    close(desk)
    allow(desk, "clerk")
    store = act_for(desk.store, replace(REPORTER, units=(OWN,)))
    request = desk.request("spending", spending({"A": 1}), 3)
    assert [code for code, _ in found(preview_import(store, request))] == ["month_certified"]
    allow(desk, "li")
    assert commit_import(store, request, desk.files).batch_id is not None


def test_a_submitted_month_is_finance_s_to_mend(desk: Desk) -> None:
    submit(desk.store, MARCH, OWN, "齐", actor="li")
    request = desk.request("spending", spending({"A": 1}), 3)
    own = act_for(desk.store, REPORTER)
    preview = preview_import(own, request)
    assert [code for code, _ in found(preview)] == ["month_submitted"]
    assert commit_import(own, request, desk.files).batch_id is None
    note = NewNote(A, "", MARCH, explanation="原因")
    assert refused(lambda: add_note(own, note, actor="li")) == "month_submitted"
    assert commit_import(act_for(desk.store, FINANCE), request, desk.files).batch_id is not None
    assert states(desk)[2] == "submitted"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_may_not_is_told_who_may(desk: Desk, language: str) -> None:
    viewer = act_for(desk.store, Actor("look", "viewer"))
    reporter = act_for(desk.store, REPORTER)
    calls: tuple[Callable[[], None], ...] = (
        lambda: submit(viewer, MARCH, OWN, "x", actor="look"),
        lambda: certify(reporter, MARCH, OWN, actor="li"),
        lambda: give_back(reporter, MARCH, OWN, "x", actor="li"),
        lambda: grant_exception(reporter, MARCH, OWN, "li", "x", TODAY, actor="li"),
    )
    codes = []
    for call in calls:
        with pytest.raises(NotAllowed) as caught:
            call()
        codes.append(caught.value.code)
    told = [say(language, code) for code in codes]  # type: ignore[arg-type]  # both languages
    assert all(("财务" if language == "zh" else "finance") in each for each in told)


def test_a_unit_of_others_is_neither_seen_nor_closed(desk: Desk) -> None:
    own = act_for(desk.store, REPORTER)
    assert {each.unit_code for each in list_states(own, YEAR)} == {OWN}
    assert refused(lambda: submit(own, MARCH, OTHER, "x", actor="li")) == "month_unit_unknown"
    bound = act_for(desk.store, Actor("wang", "finance", (OWN,)))
    submit(desk.store, MARCH, OTHER, "x", actor="chen")
    assert refused(lambda: certify(bound, MARCH, OTHER, actor="wang")) == "month_unit_unknown"
    assert list_steps(own, MARCH, OTHER) == []
    submit(own, MARCH, OWN, "x", actor="li")  # numbered past what it does not see
    certify(bound, MARCH, OWN, actor="wang")


def test_a_watched_folder_obeys(desk: Desk) -> None:
    desk.report(3, A=250)
    close(desk)
    data = f"项目编码,2023年3月累计支出（元）\n{A},300\n".encode()
    taken = receive(desk.store, desk.files, "支出.csv", data, kind="spending", actor="watch")
    assert taken.outcome == "aside"
    assert [each.code for each in taken.findings] == ["month_certified"]


def test_the_rule_holds_inside_the_transaction(desk: Desk) -> None:
    """Whoever forgets to ask is stopped when the work is kept."""
    close(desk)
    before = desk.view(3).data_version
    with desk.store.transaction() as kept:
        kept.everything.cursor.execute(
            "insert into deviation_notes select 1, null, 2023, $code, '', 3, '', 'x', '', '', '',"
            " 'x', now()",
            {"code": A},
        )
        with pytest.raises(NotAllowed, match="month_certified"):
            kept.keep(YEAR)
    assert desk.view(3).data_version == before


def test_the_log_and_doctor_know_of_it(desk: Desk) -> None:
    close(desk)
    allow(desk, "clerk")
    told = [(each.event, each.subject) for each in list_entries(desk.store, LogFilter())][:3]
    assert told == [
        ("month.excepted", f"unit {OWN}"),
        ("month.certified", f"unit {OWN}"),
        ("month.submitted", f"unit {OWN}"),
    ]
    assert "漏报" not in str(list_entries(desk.store, LogFilter()))


def test_doctor_finds_a_step_left_out(desk: Desk) -> None:
    with desk.store.transaction() as transaction:
        transaction.everything.cursor.execute(
            "insert into month_events values (1, 2023, 3, '131001', 'certified', '', 0, 0, '',"
            " 'x', now())"
        )
        transaction.keep()
    with desk.store.transaction() as transaction:
        assert find_offenders(transaction.everything)["months_out_of_order"] == [
            "month_events 1: returned → certified"
        ]


def test_as_known_on_an_earlier_day_a_month_is_open(desk: Desk) -> None:
    close(desk)
    earlier = list_states(desk.store, YEAR, known_on=date(2020, 1, 1))
    assert not earlier or {each.state for each in earlier} == {"open"}
    with pytest.raises(WrongUse):
        submit(desk.store, Month(2001, 1), OWN, "x", actor="li")
    assert D not in str(list_missing(desk.store, MARCH, OWN))


def test_what_goes_out_carries_the_state_of_the_month(desk: Desk) -> None:
    desk.report(3, A=100, B=400, C=1)
    document = Issue("report", MARCH, unit_code=OWN)
    assert explained(write_document(desk.store, document))["月份状态"] == "未报送审定"
    close(desk)
    told = explained(write_document(desk.store, document))
    assert told["月份状态"] == "已审定"
    both = dict(footer(desk.view(3)))
    assert both["月份状态"] == "2 个单位中 1 个已审定、0 个待审定"
    assert desk.view(3).states == {OWN: "certified", OTHER: "open"}
