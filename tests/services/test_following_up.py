"""Follow-ups: kept with who and when, changed without loss, shown where the flag is."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import StringIO

import pytest

from monitor.access.scope import current_version
from monitor.domain.errors import WrongUse
from monitor.domain.follow_ups import (
    LONGEST_TEXT,
    CauseKind,
    FollowUp,
    Progress,
    follow_ups_of_flag,
)
from monitor.domain.month import Month
from monitor.follow_up.attachments import (
    LARGEST_FILE,
    MOST_FILES,
    attach,
    fetch_attachment,
    list_attachments,
)
from monitor.follow_up.measures import (
    LONGEST_OWNER,
    OVERDUE,
    NewFollowUp,
    add_follow_up,
    change_follow_up,
    follow_up_history,
    list_follow_ups,
    narrow_follow_ups,
)
from monitor.follow_up.snoozes import list_snoozes, snooze, wake
from monitor.outputs.lists.flagged import flagged_csv, flagged_workbook
from monitor.review.flags import FlagFilter, list_flagged
from monitor.review.listing import flagged_list
from monitor.words.catalogue import paper
from tests.services.desk import A, B, D, Desk
from tests.services.issued import JUNE, issue, listed, one, sheets, unzipped

FLAGGED = paper("flagged_list")

TODAY = date(2023, 7, 10)
BEHIND = "13020923P000143100015"
BUY = NewFollowUp(
    A,
    JUNE,
    "尽快完成采购",
    "张三",
    date(2023, 7, 31),
    CauseKind.PROCUREMENT,
    "招标流标一次",
)


def add(desk: Desk, new: NewFollowUp = BUY, actor: str = "clerk") -> int:
    return add_follow_up(desk.store, new, actor=actor, today=TODAY).follow_up_id


def change(desk: Desk, number: int, actor: str = "chief", **changed: object) -> bool:
    kept = change_follow_up(desk.store, number, actor=actor, today=TODAY, **changed)  # type: ignore[arg-type]  # each test knows its own
    return kept.is_changed


def standing(desk: Desk) -> list[FollowUp]:
    return list_follow_ups(desk.store, 2023)


def test_what_is_entered_stands_with_who_and_when(desk: Desk) -> None:
    number = add(desk)
    (found,) = standing(desk)
    assert (found.follow_up_id, found.project_code, found.month) == (number, A, 6)
    assert (found.measure, found.owner, found.due) == (BUY.measure, "张三", date(2023, 7, 31))
    assert (found.cause, found.analysis, found.state) == ("procurement", "招标流标一次", "open")
    assert (found.actor, found.project_name, found.unit_code) == (
        "clerk",
        "调研学习考察费",
        "131001",
    )
    assert found.set_at is not None
    assert found.set_at == found.opened_at


def test_a_change_is_a_new_row_and_says_only_what_changed(desk: Desk) -> None:
    number = add(desk)
    assert change(desk, number, state=Progress.IN_HAND, remark="已挂网")
    assert change(desk, number, "clerk", due=date(2023, 8, 15))
    (found,) = standing(desk)
    assert (found.state, found.remark, found.due) == ("in_hand", "已挂网", date(2023, 8, 15))
    assert (found.measure, found.actor) == (BUY.measure, "clerk")
    history = follow_up_history(desk.store, number)
    assert [(each.state, each.due, each.actor) for each in history] == [
        ("in_hand", date(2023, 8, 15), "clerk"),
        ("in_hand", date(2023, 7, 31), "chief"),
        ("open", date(2023, 7, 31), "clerk"),
    ]


def test_states_go_back_and_forth_and_every_step_is_kept(desk: Desk) -> None:
    number = add(desk)
    for state in ("done", "open", "in_hand", "done"):
        assert change(desk, number, state=state)
    assert [each.state for each in follow_up_history(desk.store, number)] == [
        "done",
        "in_hand",
        "open",
        "done",
        "open",
    ]


def test_nothing_changed_leaves_no_row(desk: Desk) -> None:
    number = add(desk)
    version = current_version(desk.store)
    assert not change(desk, number, state="open", measure=f"  {BUY.measure} ")
    assert len(follow_up_history(desk.store, number)) == 1
    assert current_version(desk.store) == version


def test_a_due_date_may_be_taken_away(desk: Desk) -> None:
    number = add(desk)
    assert change(desk, number, due=None)
    assert standing(desk)[0].due is None


def test_a_page_sees_at_once_that_something_was_kept(desk: Desk) -> None:
    seen = {current_version(desk.store)}
    number = add(desk)
    seen.add(current_version(desk.store))
    attach(desk.store, desk.files, number, "a.txt", b"a", actor="clerk")
    seen.add(current_version(desk.store))
    desk.report(6, A="100")
    snooze(desk.store, JUNE, A, JUNE, "why", actor="clerk")
    seen.add(current_version(desk.store))
    assert len(seen) == 4


def test_a_due_date_gone_by_is_kept_and_told(desk: Desk) -> None:
    late = replace(BUY, due=TODAY - timedelta(1))
    assert add_follow_up(desk.store, late, actor="clerk", today=TODAY).is_due_past
    on_the_day = replace(BUY, due=TODAY)
    assert not add_follow_up(desk.store, on_the_day, actor="clerk", today=TODAY).is_due_past
    done = replace(late, state=Progress.DONE)
    assert not add_follow_up(desk.store, done, actor="clerk", today=TODAY).is_due_past


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"measure": " \n　"}, "measure_missing"),
        ({"project_code": "X"}, "project_not_found"),
        ({"month": Month(2024, 6)}, "project_not_found"),
        ({"indicator_key": "none"}, "indicator_not_found"),
        ({"cause": "weather"}, "cause_kind_unknown"),
        ({"state": "overdue"}, "progress_unknown"),
        ({"measure": "长" * (LONGEST_TEXT + 1)}, "follow_up_too_long"),
        ({"owner": "名" * (LONGEST_OWNER + 1)}, "follow_up_too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused(desk: Desk, given: dict[str, object], code: str) -> None:
    with pytest.raises(WrongUse, match=code):
        add(desk, replace(BUY, **given))  # type: ignore[arg-type]  # one field wrong in turn
    assert standing(desk) == []


def test_a_change_is_refused_for_the_same_reasons(desk: Desk) -> None:
    number = add(desk)
    for changed in ({"measure": " "}, {"state": "late"}, {"cause": "x"}):
        with pytest.raises(WrongUse):
            change(desk, number, **changed)
    with pytest.raises(WrongUse, match="follow_up_unknown"):
        change(desk, number + 1, state="done")
    assert len(follow_up_history(desk.store, number)) == 1


def test_an_indicator_has_follow_ups_of_its_own(desk: Desk) -> None:
    indicator = desk.indicators(6)[0]
    add(desk, replace(BUY, indicator_key=indicator.indicator_key))
    assert [each.indicator_name for each in standing(desk)] == [indicator.level3]


def test_the_first_due_come_first_and_those_without_a_date_last(desk: Desk) -> None:
    dues = [None, date(2023, 9, 1), date(2023, 7, 1), date(2023, 9, 1)]
    owners = ["甲", "乙", "丙", "丁"]
    for due, owner in zip(dues, owners, strict=True):
        add(desk, replace(BUY, due=due, owner=owner))
    assert [each.owner for each in standing(desk)] == ["丙", "丁", "乙", "甲"]


def test_a_unit_sees_its_own_and_a_month_what_was_opened_by_then(desk: Desk) -> None:
    add(desk)
    add(desk, replace(BUY, project_code=D, month=Month(2023, 8)))

    def codes(**given: object) -> list[str]:
        rows = list_follow_ups(desk.store, 2023, **given)  # type: ignore[arg-type]  # as given
        return [each.project_code for each in rows]

    assert codes() == [A, D]
    assert codes(unit_code="131002") == [D]
    assert codes(project_code=A) == [A]
    assert codes(month=Month(2023, 7)) == [A]
    assert list_follow_ups(desk.store, 2024) == []


def test_overdue_is_judged_by_the_day(desk: Desk) -> None:
    number = add(desk)
    (found,) = standing(desk)
    last = date(2023, 7, 31)
    assert [found.is_overdue(day) for day in (last, last + timedelta(1))] == [False, True]
    assert found.days_overdue(last + timedelta(3)) == 3
    change(desk, number, state="done")
    (done,) = standing(desk)
    assert (done.is_overdue(date(2024, 1, 1)), done.days_overdue(date(2024, 1, 1))) == (False, 0)


def test_the_list_narrows_by_owner_and_state() -> None:
    rows = [
        FollowUp(A, "1", "甲", date(2023, 7, 1)),
        FollowUp(A, "2", "甲", date(2023, 8, 1), state="in_hand"),
        FollowUp(B, "3", "乙", date(2023, 7, 1), state="done"),
        FollowUp(B, "4", "", None),
    ]

    def kept(**given: tuple[str, ...]) -> list[str]:
        return [each.measure for each in narrow_follow_ups(rows, TODAY, **given)]

    assert kept() == ["1", "2", "3", "4"]
    assert kept(owners=("甲",)) == ["1", "2"]
    assert kept(states=("done", "in_hand")) == ["2", "3"]
    assert kept(states=(OVERDUE,)) == ["1"]
    assert kept(states=(OVERDUE, "done"), owners=("乙",)) == ["3"]
    with pytest.raises(WrongUse, match="progress_unknown"):
        kept(states=("late",))


def test_an_earlier_day_knows_what_was_known_then(desk: Desk) -> None:
    number = add(desk)
    change(desk, number, state="done")
    yesterday = datetime.now().astimezone().date() - timedelta(1)
    with desk.store.transaction() as transaction:
        transaction.everything.cursor.execute(
            "update follow_up_events set set_at = set_at - interval 2 days where state = 'open'"
        )
        transaction.keep()
    known = list_follow_ups(desk.store, 2023, known_on=yesterday)
    assert [each.state for each in known] == ["open"]
    assert [each.state for each in standing(desk)] == ["done"]
    assert list_follow_ups(desk.store, 2023, known_on=yesterday - timedelta(3)) == []


def test_a_flag_is_answered_by_what_was_opened_since_and_what_is_left_undone(desk: Desk) -> None:
    flag = replace(desk.project(8), is_flagged=True, flagged_since=6)
    rows = [
        FollowUp(A, "before, done", month=4, state="done"),
        FollowUp(A, "before, open", month=4),
        FollowUp(A, "since, done", month=6, state="done"),
        FollowUp(A, "later", month=9),
        FollowUp(B, "another's", month=6),
    ]
    assert [each.measure for each in follow_ups_of_flag(flag, rows)] == [
        "before, open",
        "since, done",
    ]


# Attachments


def test_a_file_comes_back_byte_for_byte_under_its_name(desk: Desk) -> None:
    number = add(desk)
    data = bytes(range(256)) * 40
    kept = attach(desk.store, desk.files, number, "会议纪要.pdf", data, actor="chief")
    assert (kept.file_size, kept.actor, len(kept.file_sha256)) == (len(data), "chief", 64)
    assert fetch_attachment(desk.store, desk.files, kept.file_id) == ("会议纪要.pdf", data)
    assert standing(desk)[0].files_count == 1


def test_the_same_file_is_kept_once(desk: Desk) -> None:
    number = add(desk)
    first = attach(desk.store, desk.files, number, "a.txt", b"text", actor="clerk")
    assert attach(desk.store, desk.files, number, "a.txt", b"text", actor="clerk") == first
    attach(desk.store, desk.files, number, "b.txt", b"text", actor="clerk")
    names = [each.file_name for each in list_attachments(desk.store, number)]
    assert names == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\表.xlsx", "表.xlsx"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ("gpj.\u202eexe.txt", "gpj. exe.txt"),
        ("...", "file"),
        ("", "file"),
        ("CON.txt", "_CON.txt"),
        ("a<b>:|?*.pdf", "a b.pdf"),
        (f"{'长' * 200}.docx", f"{'长' * 58}.docx"),
    ],
)
def test_a_name_is_made_safe(desk: Desk, name: str, safe: str) -> None:
    kept = attach(desk.store, desk.files, add(desk), name, b"x", actor="clerk")
    assert fetch_attachment(desk.store, desk.files, kept.file_id) == (safe, b"x")


def test_files_have_a_limit_of_size_and_number(desk: Desk) -> None:
    number = add(desk)
    with pytest.raises(WrongUse, match="attachment_empty"):
        attach(desk.store, desk.files, number, "a", b"", actor="clerk")
    with pytest.raises(WrongUse, match=r"attachment_too_large.*'found': '21'.*'limit': '20'"):
        attach(desk.store, desk.files, number, "a", b"x" * (LARGEST_FILE + 1), actor="clerk")
    with pytest.raises(WrongUse, match="follow_up_unknown"):
        attach(desk.store, desk.files, number + 1, "a", b"x", actor="clerk")
    for place in range(MOST_FILES):
        attach(desk.store, desk.files, number, f"{place}", b"x", actor="clerk")
    with pytest.raises(WrongUse, match="attachments_too_many"):
        attach(desk.store, desk.files, number, "one more", b"x", actor="clerk")
    assert len(list_attachments(desk.store, number)) == MOST_FILES


def test_what_is_gone_or_was_touched_is_not_handed_out(desk: Desk) -> None:
    kept = attach(desk.store, desk.files, add(desk), "a.txt", b"true", actor="clerk")
    place = desk.files / kept.file_sha256[:2] / kept.file_sha256
    place.write_bytes(b"false")
    with pytest.raises(WrongUse, match="attachment_gone"):
        fetch_attachment(desk.store, desk.files, kept.file_id)
    place.unlink()
    with pytest.raises(WrongUse, match="attachment_gone"):
        fetch_attachment(desk.store, desk.files, kept.file_id)
    with pytest.raises(WrongUse, match="attachment_unknown"):
        fetch_attachment(desk.store, desk.files, kept.file_id + 1)


# Snooze


def waiting(desk: Desk, month: int, code: str = A) -> int | None:
    found = list_snoozes(desk.store, Month(2023, month)).get(code)
    return found.until_month if found else None


def snoozed(desk: Desk, until: int, month: int = 6) -> None:
    snooze(desk.store, Month(2023, month), A, Month(2023, until), "等验收", actor="chief")


def test_a_flag_waits_until_its_month_and_then_speaks_by_itself(desk: Desk) -> None:
    desk.report(6, A="100")
    snoozed(desk, 8)
    assert [waiting(desk, month) for month in (5, 6, 7, 8, 9)] == [None, 8, 8, 8, None]
    found = list_snoozes(desk.store, JUNE)[A]
    assert (found.reason, found.actor) == ("等验收", "chief")
    assert desk.project(6).is_flagged


def test_the_newest_word_on_a_month_holds_and_an_end_can_come_early(desk: Desk) -> None:
    desk.report(6, A="100")
    snoozed(desk, 8)
    snoozed(desk, 10, month=7)
    assert [waiting(desk, month) for month in (6, 7, 10)] == [8, 10, 10]
    wake(desk.store, Month(2023, 9), A, "已验收", actor="chief")
    assert [waiting(desk, month) for month in (6, 8, 9, 10)] == [8, 10, None, None]


@pytest.mark.parametrize(
    ("until", "reason", "code"),
    [
        (Month(2023, 8), "  ", "reason_missing"),
        (Month(2023, 5), "why", "snooze_end_wrong"),
        (Month(2024, 6), "why", "snooze_end_wrong"),
        (Month(2023, 8), "长" * (LONGEST_TEXT + 1), "follow_up_too_long"),
    ],
)
def test_a_snooze_needs_a_reason_and_an_end_ahead(
    desk: Desk, until: Month, reason: str, code: str
) -> None:
    with pytest.raises(WrongUse, match=code):
        snooze(desk.store, JUNE, A, until, reason, actor="chief")


def test_only_a_flag_can_wait_and_only_one_that_waits_can_be_woken(desk: Desk) -> None:
    desk.report(6, A="500", B="100")
    with pytest.raises(WrongUse, match="snooze_not_flagged"):
        snoozed(desk, 8)
    with pytest.raises(WrongUse, match="project_not_found"):
        snooze(desk.store, JUNE, "X", JUNE, "why", actor="chief")
    with pytest.raises(WrongUse, match="snooze_missing"):
        wake(desk.store, JUNE, B, "why", actor="chief")


# The list and the documents


def agreed(desk: Desk) -> None:
    for measure, owner, due in (
        ("加快采购", "张三", date(2023, 7, 31)),
        ("按月调度", "王五", date(2023, 8, 31)),
    ):
        add(desk, replace(BUY, project_code=BEHIND, measure=measure, owner=owner, due=due))
    snooze(desk.store, JUNE, BEHIND, Month(2023, 9), "等合同", actor="chief")


def test_the_list_tells_why_what_who_and_when(sampled: Desk) -> None:
    agreed(sampled)
    view = sampled.view(6)
    rows = list_flagged(
        view,
        sampled.indicators(6),
        "zh",
        follow_ups=standing(sampled),
        snoozes=list_snoozes(sampled.store, JUNE),
    )
    (row,) = (each for each in rows if each.project.project_code == BEHIND)
    assert [each.owner for each in row.follow_ups] == ["张三", "王五"]
    assert row.snooze is not None
    assert len(rows) == 5
    names = [FLAGGED[key] for key in ("cause_kind", "analysis", "measure", "owner", "due_date")]
    expected = [
        "1. 政府采购程序\n2. 政府采购程序",
        "1. 招标流标一次\n2. 招标流标一次",
        "1. 加快采购\n2. 按月调度",
        "1. 张三\n2. 王五",
        "1. 2023-07-31\n2. 2023-08-31",
    ]
    book = next(iter(sheets(flagged_workbook(view, rows)).values()))
    head = next(line for line in book if "整改措施" in line)
    (line,) = (each for each in book if BEHIND in each)
    assert [line[head.index(name)] for name in names] == expected
    assert any("已暂缓至9月底：等合同。" in str(cell) for cell in line)
    text = flagged_csv(view, rows).decode("utf-8-sig")
    table = list(csv.reader(StringIO(text)))
    heads = next(each for each in table if "整改措施" in each)
    (cells,) = (each for each in table if any(BEHIND in cell for cell in each))
    assert [cells[heads.index(name)] for name in names] == expected


def test_notice_report_and_pack_show_what_is_kept(sampled: Desk) -> None:
    agreed(sampled)
    for document in ("notice", "report"):
        data = issue(sampled.store, document)
        (line,) = (each for each in listed(data) if BEHIND in each)
        assert line[-3:] == [
            "1. 加快采购\n2. 按月调度",
            "1. 2023-07-31\n2. 2023-08-31",
            "1. 张三\n2. 王五",
        ]
        assert any("政府采购程序：招标流标一次" in cell for cell in line)
    pack = unzipped(issue(sampled.store, "pack"))
    book = sheets(one(pack, "预警项目清单"))
    assert any("1. 加快采购\n2. 按月调度" in line for line in next(iter(book.values())))


def test_the_list_narrows_by_change_and_says_so(sampled: Desk) -> None:
    chosen = FlagFilter(changes=("new",))
    with flagged_list(sampled.store, Month(2023, 6), None, chosen) as (view, found):
        rows = list(found)
    assert {each.project.change for each in rows} == {"new"}
    assert 0 < len(rows) < view.total.flagged_count
    text = flagged_csv(view, rows, chosen).decode("utf-8-sig")
    assert "筛选条件" in text
    assert "新增" in text.split("筛选条件")[1].splitlines()[0]
