"""A header corrected once is read the same way when it comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.errors import Outdated, WrongUse
from monitor.domain.month import Month
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.mappings import FITTING, list_mappings, remove_mapping
from monitor.intake.request import Committed, ImportRequest
from monitor.intake.sheets.header import Overrides
from tests.services.desk import A, B, Desk, found, table

COLUMNS = {"B": "project_code", "D": "spent"}
CORRECTED = Overrides(header_row=2, columns=COLUMNS, unit="万元")
NAME = "财政月报"


def odd(month: int, *amounts: object, above: str = "") -> bytes:
    """Write a report whose header no one but a person understands."""
    lines = [f"| 情况表 {above} | | | |", f"| 序 | 编号甲 | 事项 | {month}月花了 |"]
    codes = (A, B)
    lines += [
        f"| 1 | {code} | 事 | {amount} |" for code, amount in zip(codes, amounts, strict=True)
    ]
    return table("\n".join(lines))


def save(desk: Desk, overrides: Overrides = CORRECTED, name: str = NAME) -> Committed:
    request = desk.request("spending", odd(4, "0.01", "0.02"), 4, overrides=overrides)
    return commit_import(desk.store, request, desk.files, mapping_name=name)


def test_without_a_correction_the_file_is_not_understood(desk: Desk) -> None:
    assert found(desk.preview("spending", odd(4, 1, 2), 4))[0][0] == "wrong_workbook"
    assert list_mappings(desk.store) == []


def test_a_confirmed_correction_is_saved_with_who_what_and_when(desk: Desk) -> None:
    assert save(desk).batch_id is not None
    (saved,) = list_mappings(desk.store)
    assert (saved.name, saved.kind, saved.actor) == (NAME, "spending", "clerk")
    assert saved.header_words == ("序", "编号甲", "事项", "4月花了")
    assert (dict(saved.columns), saved.unit, saved.basis) == (COLUMNS, "万元", "")
    assert (saved.header_row, len(saved.signature)) == (2, 16)


def test_a_preview_saves_nothing(desk: Desk) -> None:
    desk.preview("spending", odd(4, 1, 2), 4, overrides=CORRECTED)
    assert list_mappings(desk.store) == []


def test_a_blocked_import_saves_nothing(desk: Desk) -> None:
    request = desk.request("spending", odd(4, "约", 2), 4, overrides=CORRECTED)
    assert commit_import(desk.store, request, desk.files, mapping_name=NAME).preview.is_blocked
    assert list_mappings(desk.store) == []


def test_the_same_header_next_month_is_read_by_the_saved_mapping(desk: Desk) -> None:
    save(desk)
    preview = desk.preview("spending", odd(5, "0.03", "0.04"), 5, mapping=FITTING)
    assert (preview.mapping, preview.offered) == (NAME, NAME)
    assert not preview.is_blocked
    done = desk.commit("spending", odd(5, "0.03", "0.04"), 5, mapping=FITTING)
    assert done.preview.changes == preview.changes
    assert desk.project(5).spent == Decimal(300)


def test_the_header_is_found_again_in_another_row(desk: Desk) -> None:
    save(desk)
    moved = b"\n\n" + odd(5, "0.03", "0.04", above="2023年5月")
    preview = desk.preview("spending", moved, 5, mapping=FITTING)
    assert preview.understood[0].header_row == 4
    assert preview.facts_count == 2


def test_a_mapping_that_fits_is_offered_even_when_it_is_turned_off(desk: Desk) -> None:
    save(desk)
    preview = desk.preview("spending", odd(5, "0.03", "0.04"), 5)
    assert (preview.mapping, preview.offered) == ("", NAME)
    assert found(preview)[0][0] == "wrong_workbook"


def test_another_header_gets_no_mapping(desk: Desk) -> None:
    save(desk)
    preview = desk.preview(
        "spending", table(f"| 项目编码 | 累计支出（元） |\n| {A} | 5 |"), 5, mapping=FITTING
    )
    assert (preview.mapping, preview.offered, preview.facts_count) == ("", "", 1)


def test_a_correction_of_this_file_stands_before_the_saved_one(desk: Desk) -> None:
    save(desk)
    own = Overrides(unit="元")
    done = desk.commit("spending", odd(5, 300, 400), 5, mapping=NAME, overrides=own)
    assert done.preview.mapping == NAME
    assert desk.project(5).spent == Decimal(300)


def test_a_field_pointed_to_anew_leaves_its_saved_column(desk: Desk) -> None:
    save(desk)
    own = Overrides(columns={"A": "spent"})
    preview = desk.preview("spending", odd(5, 3, 4), 5, mapping=NAME, overrides=own)
    fields = {column.letter: column.field for column in preview.understood[0].columns}
    assert fields == {"A": "spent", "B": "project_code", "C": "", "D": ""}


def test_a_header_row_given_by_hand_leaves_the_mapping_aside(desk: Desk) -> None:
    save(desk)
    preview = desk.preview("spending", odd(5, 3, 4), 5, mapping=FITTING, overrides=CORRECTED)
    assert (preview.mapping, preview.facts_count) == ("", 2)


@pytest.mark.parametrize(
    ("kind", "data", "name", "code"),
    [
        ("spending", odd(5, 3, 4), "没有的", "mapping_unknown"),
        ("spending", table(f"| 项目编码 | 累计支出 |\n| {A} | 5 |"), NAME, "mapping_unfit"),
        ("adjustments", odd(5, 3, 4), NAME, "mapping_other_kind"),
        ("plan", odd(5, 3, 4), NAME, "mapping_other_kind"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    desk: Desk, kind: str, data: bytes, name: str, code: str
) -> None:
    save(desk)
    with pytest.raises(WrongUse) as refused:
        desk.preview(kind, data, 5, mapping=name)
    assert refused.value.code == code


def test_saved_again_under_its_name_the_new_reading_counts(desk: Desk) -> None:
    save(desk)
    request = desk.request(
        "spending", odd(5, 3, 4), 5, mapping=NAME, overrides=Overrides(unit="元")
    )
    commit_import(desk.store, request, desk.files, mapping_name=NAME)
    (saved,) = list_mappings(desk.store)
    assert (saved.unit, dict(saved.columns)) == ("元", COLUMNS)


def test_of_two_that_fit_the_newer_is_offered(desk: Desk) -> None:
    save(desk)
    request = desk.request("spending", odd(5, 3, 4), 5, overrides=CORRECTED)
    commit_import(desk.store, request, desk.files, mapping_name="新月报")
    assert desk.preview("spending", odd(6, 3, 4), 6, mapping=FITTING).mapping == "新月报"
    assert desk.preview("spending", odd(6, 3, 4), 6, mapping=NAME).mapping == NAME


def test_a_name_of_another_header_is_refused_and_nothing_is_imported(desk: Desk) -> None:
    save(desk)
    data = table(f"| 项目编码 | 累计支出 |\n| {A} | 5 |")
    request = desk.request("spending", data, 5, overrides=Overrides(unit="元"))
    with pytest.raises(WrongUse, match="mapping_name_taken"):
        commit_import(desk.store, request, desk.files, mapping_name=NAME)
    assert desk.project(5).spent is None


@pytest.mark.parametrize("overrides", [None, Overrides(month=Month(2023, 5))])
def test_nothing_corrected_is_nothing_to_save(desk: Desk, overrides: Overrides | None) -> None:
    data = table(f"| 项目编码 | 累计支出（元） |\n| {A} | 5 |")
    request = desk.request("spending", data, 5, overrides=overrides)
    with pytest.raises(WrongUse, match="mapping_empty"):
        commit_import(desk.store, request, desk.files, mapping_name=NAME)


def test_a_removed_mapping_is_neither_listed_nor_offered_and_its_rows_stay(desk: Desk) -> None:
    save(desk)
    remove_mapping(desk.store, NAME, actor="chief")
    assert list_mappings(desk.store) == []
    assert desk.preview("spending", odd(5, 3, 4), 5, mapping=FITTING).offered == ""
    with desk.store.reading() as reading:
        cursor = reading.cursor
        rows = cursor.execute(
            "select is_removed, actor from header_mappings order by mapping_id"
        ).fetchall()
    assert rows == [(False, "clerk"), (True, "chief")]
    with pytest.raises(WrongUse, match="mapping_unknown"):
        remove_mapping(desk.store, NAME, actor="chief")


def test_a_name_may_be_used_again_after_its_removal(desk: Desk) -> None:
    save(desk)
    remove_mapping(desk.store, NAME, actor="chief")
    data = table(f"| 项目编码 | 累计支出 |\n| {A} | 5 |")
    request = desk.request("spending", data, 5, overrides=Overrides(unit="元"))
    commit_import(desk.store, request, desk.files, mapping_name=NAME)
    assert [saved.unit for saved in list_mappings(desk.store)] == ["元"]


def test_a_mapping_removed_since_the_preview_outdates_it(desk: Desk) -> None:
    save(desk)
    request: ImportRequest = desk.request("spending", odd(5, 3, 4), 5, mapping=FITTING)
    preview = preview_import(desk.store, request)
    remove_mapping(desk.store, NAME, actor="chief")
    with pytest.raises(Outdated):
        commit_import(desk.store, request, desk.files, expected_version=preview.data_version)


def test_names_are_shown_beside_the_plan_before_they_are_confirmed(desk: Desk) -> None:
    data = table("| 项目名称 | 累计支出（元） |\n| 日常 会务费 | 5 |\n| 没有的项目 | 6 |")
    preview = desk.preview("spending", data, 5)
    assert preview.is_blocked
    assert [(match.found, match.project_code) for match in preview.name_matches] == [
        ("日常 会务费", B)
    ]
    confirmed = desk.preview("spending", data, 5, by_name=True)
    assert confirmed.name_matches == preview.name_matches
    assert ("taken_by_name", "B2") in found(confirmed)


def test_a_file_with_codes_has_no_names_to_confirm(desk: Desk) -> None:
    data = table(f"| 项目编码 | 项目名称 | 累计支出（元） |\n| {A} | 日常会务费 | 5 |")
    assert desk.preview("spending", data, 5).name_matches == ()
