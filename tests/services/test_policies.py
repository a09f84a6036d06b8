"""The rules of judgement: setting, trying and taking back, and what their flags were worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from monitor.access.scope import current_version
from monitor.domain.errors import NotAllowed, WrongUse
from monitor.domain.month import Month
from monitor.domain.policies import Floor, Rules, find_faults
from monitor.domain.roles import Actor, Role
from monitor.policies.rules import (
    Draft,
    list_policies,
    policy_in_force,
    save_policy,
    withdraw_policy,
)
from monitor.policies.track_record import say_record, track_record
from monitor.policies.trial import try_policy
from monitor.review.history import compare_month
from monitor.review.months import review_month
from monitor.review.scores import evaluate
from monitor.store.person import ActingStore
from tests.services.desk import YEAR, A, B, C, D, Desk

JUNE = Month(YEAR, 6)


def rules(desk: Desk, **changes: object) -> Rules:
    """Return the rules in force in June, with other figures or floors."""
    now = policy_in_force(list_policies(desk.store), JUNE).rules
    floors = changes.pop("floors", now.floors)
    return Rules(replace(now.figures, **changes), floors)  # type: ignore[arg-type]  # each test knows its own


def save(desk: Desk, month: int = 6, **changes: object) -> int | None:
    draft = Draft(Month(YEAR, month), rules(desk, **changes))
    return save_policy(desk.store, draft, "notice", actor="chief")


def lights(desk: Desk, month: int = 6) -> dict[str, str | None]:
    return {row.project_code: row.light for row in desk.view(month).projects}


def modes(desk: Desk) -> list[str]:
    return [desk.view(month).policy.mode for month in range(1, 13)]


def test_a_policy_holds_from_its_month_until_a_later_one_takes_over(desk: Desk) -> None:
    assert save(desk, 9, mode="floor") == 1
    assert save(desk, 4, mode="gap") == 2
    assert modes(desk) == ["ratio"] * 3 + ["gap"] * 5 + ["floor"] * 4


def test_of_two_policies_from_the_same_month_the_newer_holds(desk: Desk) -> None:
    assert save(desk, 6, mode="floor") == 1
    assert save(desk, 6, mode="gap") == 2
    assert modes(desk) == ["ratio"] * 5 + ["gap"] * 7
    assert policy_in_force(list_policies(desk.store), JUNE).policy_id == 2
    withdraw_policy(desk.store, 2, "a slip", actor="chief")
    assert modes(desk) == ["ratio"] * 5 + ["floor"] * 7
    assert policy_in_force(list_policies(desk.store), JUNE).policy_id == 1


def test_saving_works_the_months_out_anew(desk: Desk) -> None:
    desk.report(6, A=350, B=700, C=175, D=1400)
    assert set(lights(desk).values()) == {"yellow"}
    before = current_version(desk.store)
    save(desk, 6, mode="gap", gap_red=Decimal(-30), gap_yellow=Decimal(-15))
    assert set(lights(desk).values()) == {"green"}
    assert current_version(desk.store) != before
    assert set(lights(desk, 5).values()) == {None}


def test_a_policy_of_last_year_works_this_years_months_out_anew(desk: Desk) -> None:
    desk.report(6, A=350, B=700, C=175, D=1400)
    draft = Draft(Month(YEAR - 1, 12), rules(desk, mode="floor"))
    save_policy(desk.store, draft, "notice", actor="chief")
    assert set(modes(desk)) == {"floor"}
    assert set(lights(desk).values()) == {"red"}
    withdraw_policy(desk.store, 1, "wrong year", actor="chief")
    assert set(lights(desk).values()) == {"yellow"}


def test_the_same_rules_again_change_nothing(desk: Desk) -> None:
    assert save(desk) is None
    assert save(desk, mode="gap") == 1
    version = current_version(desk.store)
    assert save(desk, 8, mode="gap", gap_red=Decimal("-20.00")) is None
    assert current_version(desk.store) == version
    assert len(list_policies(desk.store)) == 2


def test_other_floors_are_other_rules(desk: Desk) -> None:
    floors = (Floor(3, Decimal(20)), Floor(6, Decimal("34.9")))
    assert save(desk, 6, mode="floor", floors=floors) == 1
    assert list_policies(desk.store)[0].rules.floors == floors
    desk.report(6, A=349, B="697.99", C=175, D=1400)
    assert lights(desk) == {A: "green", B: "red", C: "green", D: "green"}


def test_who_when_and_why_are_kept(desk: Desk) -> None:
    save(desk, mode="gap")
    newest = list_policies(desk.store)[0]
    assert (newest.actor, newest.why, newest.effective) == ("chief", "notice", JUNE)
    withdraw_policy(desk.store, 1, "a slip", actor="deputy")
    (gone, first) = list_policies(desk.store)
    assert (gone.withdrawn_by, gone.withdrawn_why, gone.stands) == ("deputy", "a slip", False)
    assert (first.effective, first.stands) == (None, True)


def test_taking_a_policy_back_judges_as_before_and_what_was_known_stays(desk: Desk) -> None:
    desk.report(6, A=350, B=700, C=175, D=1400)
    save(desk, mode="floor")
    assert set(lights(desk).values()) == {"red"}
    withdraw_policy(desk.store, 1, "a slip", actor="chief")
    assert set(lights(desk).values()) == {"yellow"}
    with desk.store.transaction() as transaction:
        transaction.everything.cursor.execute(
            "update policies set set_at = timestamp '2020-01-01' where policy_id = 1"
        )
        transaction.everything.cursor.execute(
            "update policy_withdrawals set withdrawn_at = timestamp '2020-01-03'"
        )
        transaction.everything.cursor.execute(
            "update batches set committed_at = timestamp '2020-01-01'"
        )
        transaction.keep()
    day = date(2020, 1, 2)
    then = review_month(desk.store, JUNE, known_on=day)
    assert {row.light for row in then.projects} == {"red"}
    changed = compare_month(desk.store, JUNE, day)
    assert {cause.event for each in changed.changes for cause in each.causes} == {"policy"}


@pytest.mark.parametrize(
    ("number", "why", "code"),
    [(7, "x", "policy_unknown"), (0, "x", "policy_first_stays"), (1, " ", "reason_missing")],
)
def test_what_cannot_be_taken_back_is_refused(desk: Desk, number: int, why: str, code: str) -> None:
    save(desk, mode="gap")
    with pytest.raises(WrongUse) as refusal:
        withdraw_policy(desk.store, number, why, actor="chief")
    assert refusal.value.code == code
    assert list_policies(desk.store)[0].stands


def test_a_policy_is_taken_back_once(desk: Desk) -> None:
    save(desk, mode="gap")
    withdraw_policy(desk.store, 1, "x", actor="chief")
    with pytest.raises(WrongUse, match="policy_already_withdrawn"):
        withdraw_policy(desk.store, 1, "x", actor="chief")
    assert save(desk, mode="gap") == 2


def test_a_policy_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(WrongUse, match="reason_missing"):
        save_policy(desk.store, Draft(JUNE, rules(desk, mode="gap")), " ", actor="chief")


# Every fault at its border: the change, and the code of its refusal, blank for fine.
BORDERS: list[tuple[dict[str, object], str]] = [
    ({"ratio_yellow": Decimal("0.6")}, "policy_ratios_wrong"),
    ({"ratio_yellow": Decimal("0.6001")}, ""),
    ({"ratio_yellow": Decimal(1)}, "policy_ratios_wrong"),
    ({"ratio_blue": Decimal(1)}, ""),
    ({"ratio_blue": Decimal("0.9999")}, "policy_ratios_wrong"),
    ({"ratio_blue": Decimal(11)}, "policy_ratios_wrong"),
    ({"ratio_red": Decimal("-0.1")}, "policy_ratios_wrong"),
    ({"gap_red": Decimal(-10)}, "policy_gaps_wrong"),
    ({"gap_yellow": Decimal(0)}, "policy_gaps_wrong"),
    ({"gap_blue": Decimal(0)}, ""),
    ({"gap_blue": Decimal(-1)}, "policy_gaps_wrong"),
    ({"gap_red": Decimal(-101)}, "policy_gaps_wrong"),
    ({"materiality": Decimal("-0.01")}, "policy_materiality_wrong"),
    ({"materiality": Decimal("0.001")}, "policy_too_precise"),
    ({"materiality": Decimal(10) ** 15}, "policy_materiality_wrong"),
    ({"mismatch_points": Decimal(101)}, "policy_mismatch_wrong"),
    ({"ratio_red": Decimal("0.60001")}, "policy_too_precise"),
    ({"points_output": Decimal(51)}, "policy_points_wrong"),
    ({"points_output": Decimal(51), "points_benefit": Decimal(29)}, ""),
    ({"points_output": Decimal(90), "points_benefit": Decimal(-10)}, "policy_points_wrong"),
    ({"points_cost_with_cost": Decimal(19)}, "policy_points_wrong"),
    ({"grade_good": Decimal(90)}, "policy_grades_wrong"),
    ({"grade_fair": Decimal(0)}, "policy_grades_wrong"),
    ({"grade_excellent": Decimal(101)}, "policy_grades_wrong"),
    ({"mode": "guess"}, "policy_mode_unknown"),
    ({"interpolation": "curve"}, "policy_interpolation_unknown"),
    ({"mode": "floor", "floors": ()}, "policy_floors_missing"),
    ({"floors": ()}, ""),
    ({"floors": (Floor(6, Decimal(4)), Floor(4, Decimal(2)))}, "policy_floor_months_wrong"),
    ({"floors": (Floor(6, Decimal(4)), Floor(6, Decimal(2)))}, "policy_floor_months_wrong"),
    ({"floors": (Floor(13, Decimal(4)),)}, "policy_floor_months_wrong"),
    ({"floors": (Floor(6, Decimal("100.1")),)}, "policy_floor_rate_wrong"),
]


def test_rules_that_cannot_be_are_refused_at_their_borders(desk: Desk) -> None:
    for changes, code in BORDERS:
        wanted = rules(desk, **changes)
        assert {fault.code for fault in find_faults(wanted)} == ({code} if code else set()), changes
        if code:
            with pytest.raises(WrongUse, match=code):
                save_policy(desk.store, Draft(JUNE, wanted), "x", actor="chief")
    assert len(list_policies(desk.store)) == 1


def test_weights_and_grades_are_policy(desk: Desk) -> None:
    desk.report(6, A=1000, B=700, C=175, D=1400)
    (before,) = evaluate(desk.store, JUNE, project_code=A)
    assert before.project.execution_score == 10
    save(
        desk,
        points_execution=Decimal(20),
        points_output=Decimal(40),
        points_cost_with_cost=Decimal(10),
    )
    (after,) = evaluate(desk.store, JUNE, project_code=A)
    assert after.project.execution_score == 20


# Trying


def try_it(desk: Desk, month: int = 6, since: int = 6, **changes: object) -> dict[str, str]:
    draft = Draft(Month(YEAR, since), rules(desk, **changes))
    trial = try_policy(desk.store, draft, Month(YEAR, month))
    return {each.then.project_code: each.outcome for each in trial.projects}


def test_trying_names_who_would_be_flagged_and_who_no_longer(desk: Desk) -> None:
    """Against 50 % planned: A at 39 % is yellow, B at 60 % green or blue, C fine, D red."""
    desk.report(6, A=390, B=1201, C=250, D=1)
    loose = try_it(
        desk, ratio_red=Decimal("0.1"), ratio_yellow=Decimal("0.2"), materiality=Decimal(200)
    )
    assert loose == {A: "gone", B: "", C: "", D: "same"}
    assert try_it(desk, mode="floor", floors=(Floor(1, Decimal(60)),)) == {
        A: "changed",
        B: "changed",
        C: "new",
        D: "same",
    }


def test_trying_leaves_no_trace(desk: Desk) -> None:
    desk.report(6, A=390, B=1201, C=250, D=1)
    path, version, before = desk.store.path, current_version(desk.store), lights(desk)
    assert path.exists()
    try_it(desk, mode="floor")
    assert (current_version(desk.store), lights(desk)) == (version, before)
    assert len(list_policies(desk.store)) == 1


@pytest.mark.parametrize("mode", ["gap", "elapsed", "floor"])
def test_what_was_tried_is_what_saving_brings(desk: Desk, mode: str) -> None:
    desk.report(5, A=100, B=1000, C=200, D=1500)
    desk.report(6, A=390, B=1201, C=250, D=1)
    draft = Draft(Month(YEAR, 5), rules(desk, mode=mode, interpolation="step"))
    trial = try_policy(desk.store, draft, JUNE)
    save_policy(desk.store, draft, "notice", actor="chief")
    assert tuple(each.then for each in trial.projects) == desk.view(6).projects


def test_a_draft_for_later_is_tried_in_the_month_all_the_same(desk: Desk) -> None:
    desk.report(6, A=390, B=1201, C=250, D=1)
    draft = Draft(Month(YEAR, 9), rules(desk, mode="floor", floors=(Floor(1, Decimal(99)),)))
    trial = try_policy(desk.store, draft, JUNE)
    assert (trial.is_early, trial.flagged_then, trial.then.mode) == (True, 4, "floor")
    save_policy(desk.store, draft, "notice", actor="chief")
    assert desk.view(6).policy.mode == "ratio"


def test_a_trial_names_the_policy_that_takes_over_later(desk: Desk) -> None:
    save(desk, 9, mode="floor")
    trial = try_policy(desk.store, Draft(JUNE, rules(desk, mode="gap")), JUNE)
    assert [each.policy_id for each in trial.later] == [1]
    assert (trial.is_same, trial.is_early) == (False, False)


def test_nothing_is_tried_without_a_plan(empty_desk: Desk) -> None:
    with pytest.raises(WrongUse, match="no_plan_for_year"):
        try_policy(empty_desk.store, Draft(JUNE, rules(empty_desk, mode="gap")), JUNE)


@pytest.mark.parametrize("role", ["viewer", "reporter", "finance"])
def test_rules_are_for_admins(desk: Desk, role: Role) -> None:
    save(desk, mode="gap")
    store = ActingStore(desk.store, Actor("someone", role))
    draft = Draft(JUNE, rules(desk, mode="floor"))
    with pytest.raises(NotAllowed):
        save_policy(store, draft, "x", actor="someone")
    with pytest.raises(NotAllowed):
        withdraw_policy(store, 1, "x", actor="someone")
    with pytest.raises(NotAllowed):
        try_policy(store, draft, JUNE)
    assert [each.stands for each in list_policies(store)] == [True, True]


def test_an_admin_of_a_unit_tries_rules_on_that_unit_alone(desk: Desk) -> None:
    desk.report(6, A=390, B=1201, C=250, D=1)
    store = ActingStore(desk.store, Actor("someone", "admin", ("131002",)))
    trial = try_policy(store, Draft(JUNE, rules(desk, mode="floor")), JUNE)
    assert [each.then.project_code for each in trial.projects] == [D]
    assert trial.then.mode == "floor"


# What flags were worth


def test_june_is_held_against_december(desk: Desk) -> None:
    """A and D are flagged in June; A makes it, D misses, B misses without a flag, C is unknown."""
    desk.report(6, A=1, B=1000, C=250, D=1)
    desk.report(12, A=1000, B=1999, D=2)
    record = track_record(desk.store, JUNE)
    found = {each.early.project_code: each.missed for each in record.outcomes}
    assert found == {A: False, B: True, C: None, D: True}
    assert [record.count(flagged=True, missed=each) for each in (True, False, None)] == [1, 1, 0]
    assert [record.count(flagged=False, missed=each) for each in (True, False, None)] == [1, 0, 1]
    lead, left_out, _ = say_record(record, "en")
    assert lead == (
        "Flagged in Jun 2023: 2, of which 1 missed December and 1 made it."
        " Not flagged: 1, of which 1 missed it."
    )
    assert left_out.endswith("judged: 1.")


def test_a_gap_under_the_materiality_is_not_missed(desk: Desk) -> None:
    desk.report(6, A=1, B=1, C=1, D=1)
    desk.report(12, A=990, B=1990, C=490, D=3989)
    save(desk, materiality=Decimal("10.01"))
    outcomes = track_record(desk.store, JUNE).outcomes
    assert [each.missed for each in outcomes] == [False, False, False, True]


def test_before_december_is_reported_nothing_is_known(desk: Desk) -> None:
    desk.report(6, A=1, B=1000, C=250, D=1)
    desk.report(11, A=1000)
    record = track_record(desk.store, JUNE)
    assert not record.is_known
    assert say_record(record, "zh") == [
        "2023年12月尚未报送，6月预警的 2 个项目年底是否完成，现在还不知道。"
    ]


def test_december_is_not_held_against_itself(desk: Desk) -> None:
    with pytest.raises(WrongUse, match="record_month_wrong"):
        track_record(desk.store, Month(YEAR, 12))
