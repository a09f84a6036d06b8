"""From a file to facts: what is previewed is committed, and what is wrong stops it whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from monitor.access.scope import current_version
from monitor.domain.errors import Outdated
from monitor.domain.findings import Level
from monitor.domain.judged import Change
from monitor.intake.batches import list_batches, withdraw
from monitor.intake.commit import commit_import, preview_import
from monitor.store.files import fetch_file, file_digest
from tests.services.desk import NAMES, A, B, C, D, Desk, found, results, spending, table, workbook

Why = tuple[str, str | None, str | None]


def moves(changes: tuple[Change, ...]) -> dict[str, Why]:
    """Say by project letter why its figure moves, from what to what."""
    letters = dict(zip((A, B, C, D), "ABCD", strict=True))
    return {
        letters[each.project_code]: (each.why, written(each.old_amount), written(each.new_amount))
        for each in changes
    }


def written(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


# Preview and commit


def test_a_preview_shows_what_the_commit_does_and_keeps_nothing(desk: Desk) -> None:
    before = current_version(desk.store)
    file = spending({"A": "100.00", "B": "0"})
    preview = desk.preview("spending", file, 3)
    assert current_version(desk.store) == before
    assert not desk.files.exists()
    assert desk.spent(3) == [None, None, None, None]
    done = desk.commit("spending", file, 3)
    assert done.preview == preview
    assert moves(preview.changes) == {
        "A": ("new", None, "100.00"),
        "B": ("new", None, "0.00"),
        "C": ("missing", None, None),
    }
    assert desk.spent(3) == [100, 0, None, None]


def test_every_figure_is_new_changed_same_or_missing(desk: Desk) -> None:
    desk.report(3, A=100, B=200, C=50)
    preview = desk.preview("spending", spending({"A": 100, "B": 250}), 3)
    assert moves(preview.changes) == {
        "A": ("same", "100.00", "100.00"),
        "B": ("changed", "200.00", "250.00"),
        "C": ("missing", "50.00", "50.00"),
    }
    assert (preview.count("changed"), preview.count("same", "missing")) == (1, 2)


def test_what_a_correction_moves_later_is_restated(desk: Desk) -> None:
    for month, amount in ((1, 10), (2, 20), (3, 30)):
        desk.commit("spending", spending({"A": amount}, "本月支出（元）"), month)
    preview = desk.preview("spending", spending({"A": 15}, "本月支出（元）"), 1)
    moved = [(each.month, each.why, each.old_amount, each.new_amount) for each in preview.changes]
    assert [each for each in moved if each[1] != "missing"] == [
        (1, "changed", 10, 15),
        (2, "restated", 30, 35),
        (3, "restated", 60, 65),
    ]


def test_the_same_facts_again_change_nothing_and_say_so(desk: Desk) -> None:
    desk.report(3, A=100, B=200)
    before = current_version(desk.store)
    again = desk.commit("spending", spending({"B": "200.00", "A": "100.0"}), 3)
    assert (again.batch_id, again.preview.changes_nothing) == (None, True)
    assert current_version(desk.store) == before
    assert len(list_batches(desk.store)) == 3


MONTHLY = "本月支出（元）"


def test_a_running_total_that_monthly_amounts_add_up_to_is_a_fact_of_its_own(desk: Desk) -> None:
    january = desk.commit("spending", spending({"A": 10}, MONTHLY), 1).batch_id
    desk.commit("spending", spending({"A": 20}, MONTHLY), 2)
    done = desk.commit("spending", spending({"A": 30}), 2)
    assert done.batch_id is not None
    assert moves(done.preview.changes)["A"] == ("rebased", "30.00", "30.00")
    assert january is not None
    withdraw(desk.store, january, actor="clerk")
    assert (desk.project(1).spent, desk.project(2).spent) == (None, 30)


def test_a_running_total_stands_whatever_is_corrected_before_it(desk: Desk) -> None:
    for month, amount in ((1, 10), (2, 20)):
        desk.commit("spending", spending({"A": amount}, MONTHLY), month)
    desk.report(2, A=30)
    desk.commit("spending", spending({"A": 15}, MONTHLY), 1)
    assert (desk.project(1).spent, desk.project(2).spent) == (15, 30)


def test_a_running_total_stated_twice_changes_nothing(desk: Desk) -> None:
    for month, amount in ((1, 10), (2, 20)):
        desk.commit("spending", spending({"A": amount}, MONTHLY), month)
    desk.report(2, A=30)
    again = desk.commit("spending", spending({"A": "30.0"}), 2)
    assert (again.batch_id, again.preview.changes_nothing) == (None, True)
    assert moves(again.preview.changes)["A"] == ("same", "30.00", "30.00")


def test_amounts_of_the_month_on_a_running_total_let_it_follow_corrections_again(
    desk: Desk,
) -> None:
    desk.report(1, A=10)
    desk.report(2, A=30)
    done = desk.commit("spending", spending({"A": 20}, MONTHLY), 2)
    assert moves(done.preview.changes)["A"] == ("rebased", "30.00", "30.00")
    desk.report(1, A=15)
    assert desk.project(2).spent == 35


def test_withdrawing_a_running_total_that_the_months_add_up_to_moves_no_figure(desk: Desk) -> None:
    for month, amount in ((1, 10), (2, 20)):
        desk.commit("spending", spending({"A": amount}, MONTHLY), month)
    total = desk.report(2, A=30)
    assert withdraw(desk.store, total, actor="clerk").changes == ()
    assert desk.project(2).spent == 30


def test_the_file_is_kept_with_who_when_and_what_was_understood(desk: Desk) -> None:
    file = spending({"A": 100})
    done = desk.commit("spending", file, 3)
    batch = list_batches(desk.store)[0]
    assert (batch.batch_id, batch.kind, batch.month, batch.unit_code) == (
        done.batch_id,
        "spending",
        3,
        "131001",
    )
    assert (batch.file_name, batch.actor, batch.facts_count) == ("spending.csv", "clerk", 1)
    assert batch.file_sha256 == file_digest(file)
    assert fetch_file(desk.files, batch.file_sha256) == file
    (sheet,) = done.preview.understood
    assert [(column.header, column.field) for column in sheet.columns] == [
        ("项目编码", "project_code"),
        ("项目名称", "project_name"),
        ("累计支出（元）", "spent"),
    ]
    assert (sheet.unit, sheet.unit_stated, sheet.basis, sheet.rows_taken) == (
        "元",
        True,
        "cumulative",
        1,
    )


def test_progress_is_told(desk: Desk) -> None:
    told: list[tuple[str, float]] = []
    preview_import(
        desk.store,
        desk.request("spending", spending({"A": 1}), 3),
        lambda step, share: told.append((step, share)),
    )
    assert [step for step, _ in told][:2] == ["reading", "comparing"]
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] <= 1


def test_a_preview_is_outdated_once_something_else_was_committed(desk: Desk) -> None:
    request = desk.request("spending", spending({"A": 100}), 3)
    preview = preview_import(desk.store, request)
    desk.report(3, B=5)
    with pytest.raises(Outdated) as outdated:
        commit_import(desk.store, request, desk.files, expected_version=preview.data_version)
    assert outdated.value.code == "preview_outdated"
    assert desk.spent(3)[:2] == [None, 5]
    fresh = preview_import(desk.store, request)
    done = commit_import(desk.store, request, desk.files, expected_version=fresh.data_version)
    assert done.batch_id is not None
    assert desk.spent(3)[:2] == [100, 5]


def test_the_totals_stand_beside_last_month_and_before(desk: Desk) -> None:
    desk.report(2, A=10, B=20)
    desk.report(3, A=15, B=20, D=1000)
    preview = desk.preview("spending", spending({"A": 25}), 3)
    (total,) = preview.totals
    assert (total.month, total.spent, total.spent_before, total.previous_spent) == (3, 45, 35, 30)


# Projects not listed


def test_projects_not_listed_are_not_reported(desk: Desk) -> None:
    desk.report(2, A=10, B=20, C=30)
    desk.report(3, A=15)
    assert [row.state for row in desk.view(3).projects] == ["reported", *["not_reported"] * 3]


def test_projects_not_listed_can_be_stated_as_unchanged(desk: Desk) -> None:
    desk.report(2, A=10, B=20, C=30)
    file = spending({"A": 15})
    done = desk.commit("spending", file, 3, unlisted_unchanged=True)
    assert done.preview.facts_count == 3
    assert desk.spent(3) == [15, 20, 30, None]  # the other unit has not spoken
    assert [row.stated for row in desk.view(3).projects] == [
        "reported",
        "unchanged",
        "unchanged",
        None,
    ]
    again = desk.commit("spending", file, 3, unlisted_unchanged=True)
    assert again.batch_id is None


def test_unchanged_is_said_only_between_a_figure_before_and_none_of_the_month(desk: Desk) -> None:
    desk.report(2, A=10, C=20)
    desk.report(3, C=31)
    done = desk.commit("spending", spending({"A": 15}), 3, unlisted_unchanged=True)
    assert desk.spent(3)[:3] == [15, None, 31]  # B has never been reported, C has its own figure
    notes = [each for each in done.preview.findings if each.code == "unlisted_not_reported"]
    assert [each.values for each in notes] == [{"count": "1", "names": NAMES[B]}]


def test_an_unchanged_figure_follows_the_month_before_it(desk: Desk) -> None:
    desk.report(2, A=10, B=20)
    desk.commit("spending", spending({"A": 15}), 3, unlisted_unchanged=True)
    desk.report(2, B=22)
    assert desk.spent(3)[:2] == [15, 22]


# What stops an import. A blocked file changes nothing and is not kept.


def blocked(desk: Desk, kind: str, data: bytes, month: int | None = None) -> list[tuple[str, str]]:
    before = current_version(desk.store)
    done = desk.commit(kind, data, month)
    assert done.batch_id is None
    assert done.preview.is_blocked
    assert done.preview.changes == ()
    assert current_version(desk.store) == before
    assert not desk.files.exists()
    return found(done.preview)


def test_an_unknown_project_blocks_the_import_whole(desk: Desk) -> None:
    file = table(f"| 项目编码 | 累计支出（元） |\n| {A} | 5 |\n| 99999999X999999999999 | 7 |")
    assert blocked(desk, "spending", file, 3) == [("project_unknown", "B3")]


@pytest.mark.parametrize("row", [f"{A[:-1]}Q | 别的名称", f"{'9' * 21} | 日常会务费用"])
def test_the_project_that_may_be_meant_is_named_and_not_taken(desk: Desk, row: str) -> None:
    file = table(f"| 项目编码 | 项目名称 | 累计支出（元） |\n| {row} | 7 |")
    done = desk.commit("spending", file, 3)
    (finding,) = done.preview.findings
    assert finding.code == "project_unknown_near"
    meant = f"{A} 调研学习考察费" if row.startswith(A[:-1]) else f"{B} 日常会务费"
    assert finding.values["suggestion"] == meant


def test_a_wrong_file_of_many_unknown_projects_gets_few_suggestions(desk: Desk) -> None:
    rows = "\n".join(f"| {A[:-3]}{number:02}Q | 7 |" for number in range(30))
    preview = desk.preview("spending", table(f"| 项目编码 | 累计支出（元） |\n{rows}"), 3)
    codes = [code for code, _ in found(preview)]
    assert (codes.count("project_unknown_near"), codes.count("project_unknown")) == (20, 10)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((f"| {A} | 5 |", f"| {A} | 6 |"), ("project_twice", "B3")),
        ((f"| {A} | 5 |", f"| {A} | 5 |"), ("project_twice", "B3")),
        ((f"| {A} | 五 |", f"| {B} | 6 |"), ("amount_not_number", "B2")),
        ((f"| {A} | 1000000000000000 |",), ("amount_too_large", "B2")),
        (("| 1.30209E+19 | 5 |",), ("code_not_text", "A2")),
        ((f"| {A} |  |",), ("nothing_reported", "")),
    ],
)
def test_one_bad_cell_blocks_the_import_and_is_named(
    desk: Desk, rows: tuple[str, ...], expected: tuple[str, str]
) -> None:
    file = table("\n".join(["| 项目编码 | 累计支出（元） |", *rows]))
    assert expected in blocked(desk, "spending", file, 3)


def test_a_file_for_another_month_is_blocked(desk: Desk) -> None:
    file = table(f"| 2023年4月支出表 | |\n| 项目编码 | 累计支出（元） |\n| {A} | 5 |")
    assert blocked(desk, "spending", file, 5) == [("month_mismatch", "A1")]
    assert desk.commit("spending", file, 4).batch_id is not None


def test_a_file_that_names_no_month_needs_one(desk: Desk) -> None:
    assert blocked(desk, "spending", spending({"A": 5})) == [("month_unknown", "")]


def test_a_year_without_a_plan_is_blocked(desk: Desk) -> None:
    file = table(f"| 2022年4月 | |\n| 项目编码 | 累计支出（元） |\n| {A} | 5 |")
    assert blocked(desk, "spending", file) == [("no_plan_for_year", "")]


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("spending", results("| 数量指标 | 调研次数 | 5 |")),
        ("results", spending({"A": 5})),
        ("adjustments", spending({"A": 5})),
        ("plan", workbook(支出=[["项目编码", "累计支出（元）"], [A, 5]])),
    ],
)
def test_the_wrong_workbook_is_named(desk: Desk, kind: str, file: bytes) -> None:
    assert blocked(desk, kind, file, 3)[0][0] == "wrong_workbook"


@pytest.mark.parametrize("kind", ["plan", "spending", "results", "adjustments"])
@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 and so on", "pdf_file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image_file"),
    ],
)
def test_what_is_no_such_file_is_refused_in_one_sentence(
    desk: Desk, kind: str, file: bytes, code: str
) -> None:
    expected = "not_a_plan_document" if kind == "plan" and file else code
    assert blocked(desk, kind, file, 3) == [(expected, "")]


@pytest.mark.parametrize(
    ("kind", "beginning", "code"),
    [
        ("spending", b"", "file_too_large"),
        ("plan", b"", "plan_file_too_large"),
        ("plan", b"PK\x03\x04", "file_too_large"),
    ],
)
def test_a_file_over_the_limit_is_refused_with_the_limit(
    desk: Desk, kind: str, beginning: bytes, code: str
) -> None:
    file = beginning + bytes(101 * 1024 * 1024)
    done = desk.commit(kind, file, 3)
    (finding,) = done.preview.findings
    assert (finding.code, finding.level) == (code, Level.BLOCKER)
    assert finding.values["limit"]


# What wants a look does not stop it.


@pytest.mark.parametrize(
    ("amount", "code"), [("1000000", "unit_suspicious"), ("5.125", "amount_rounded")]
)
def test_a_doubtful_amount_is_told_and_taken(desk: Desk, amount: str, code: str) -> None:
    done = desk.commit("spending", spending({"A": amount}), 3)
    assert done.batch_id is not None
    assert found(done.preview) == [(code, "C2")]


def test_another_name_for_the_same_code_is_noted(desk: Desk) -> None:
    file = table(f"| 项目编码 | 项目名称 | 累计支出（元） |\n| {A} | 考察费 | 5 |")
    (finding,) = desk.preview("spending", file, 3).findings
    assert (finding.code, finding.level) == ("name_differs", Level.NOTE)
    blanks = table(f"| 项目编码 | 项目名称 | 累计支出（元） |\n| {A} | 调研 学习考察费 | 5 |")
    assert desk.preview("spending", blanks, 3).findings == ()


# Results and adjustments


def test_results_are_read_by_their_targets(desk: Desk) -> None:
    rows = (
        "| 数量指标 | 调研次数 | 4次 |",
        "| 质量指标 | 合格率 | 92% |",
        "| 社会效益指标 | 社会影响 | 部分达成 |",
    )
    assert desk.commit("results", results(*rows), 6).preview.facts_count == 3
    shown = [(row.result_text, row.light, row.state) for row in desk.indicators(6)]
    assert shown == [
        ("4次", "green", "reported"),
        ("92%", "green", "reported"),
        (None, "green", "not_reported"),
        ("部分达成", "yellow", "reported"),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| 数量指标 | 没有的指标 | 5 |", "indicator_unknown"),
        ("| 数量指标 | 调研次数 | 很多 |", "result_number_expected"),
        ("| 社会效益指标 | 社会影响 | 5 |", "result_level_expected"),
    ],
)
def test_a_result_that_cannot_be_judged_blocks(desk: Desk, row: str, code: str) -> None:
    assert blocked(desk, "results", results(row), 6) == [(code, "D2")]


def test_a_blank_result_is_not_a_report(desk: Desk) -> None:
    file = results(
        "| 数量指标 | 调研次数 | 5 |",
        "| 质量指标 | 合格率 |  |",
        "| 社会效益指标 | 社会影响 | 未报送 |",
    )
    assert desk.commit("results", file, 6).preview.facts_count == 1
    assert [row.state for row in desk.indicators(6)].count("reported") == 1


def test_adjustments_change_the_budget_from_their_month(desk: Desk) -> None:
    file = table(
        f"| 项目编码 | 追加数（元） | 追减数（元） |\n| {A} | 500 | 0 |\n| {B} | 0 | 300 |"
    )
    assert desk.commit("adjustments", file, 5).batch_id is not None
    budgets = [[row.revised_budget for row in desk.view(month).projects[:2]] for month in (4, 5)]
    assert budgets == [[1000, 2000], [1500, 1700]]


def test_files_are_kept_once_by_their_digest(desk: Desk, tmp_path: Path) -> None:
    desk.report(3, A=100)
    desk.report(3, A=110)
    desk.report(3, A=100)
    assert desk.spent(3)[0] == 100
    kept = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(kept) == 2
