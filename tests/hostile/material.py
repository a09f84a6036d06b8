"""A database whose every text tries to be something else: markup, formula, field, path, escape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import xlsxwriter

from monitor.domain.month import Month
from monitor.domain.plan import (
    FundSource,
    Goal,
    Indicator,
    Measure,
    Milestone,
    Plan,
    Project,
    SubGoal,
)
from monitor.follow_up.attachments import attach
from monitor.follow_up.causes import NewNote, add_note
from monitor.follow_up.measures import NewFollowUp, add_follow_up
from monitor.follow_up.snoozes import snooze
from monitor.intake.batches import withdraw
from monitor.intake.commit import commit_import
from monitor.intake.request import ImportRequest
from monitor.outputs.templates.plan import write_plan_workbook
from monitor.policies.rules import Draft, list_policies, save_policy
from monitor.review.months import review_indicators
from monitor.upkeep.setup import Store
from tests.services.desk import SEED

YEAR = 2023
JUNE = Month(YEAR, 6)
HEADS = (
    '=HYPERLINK("http://evil.invalid","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
)
TAIL = (
    "<img src=x onerror=hacked()><script>hacked()</script></style></table>"
    "**fett** [x](javascript:hacked()) ![x](http://evil.invalid/x.png) `code` "
    "$\\frac{1}{2}$ :red[x] :material/home: # kopf {DDEAUTO c:\\\\calc} {INCLUDETEXT x} "
    "{0}{name}%s%(a)s ../../etc/passwd C:\\evil &lt;b&gt; <w:p/> "
    "<a href='javascript:hacked()'>y</a> "
    "\u202e反\u2067向 \u200b\ufeff"
)
CONTROL = "\x1b[31m"
SIGN = "<img src=x"
CODES = tuple(f"13020923P0009{number:04}0000{number}" for number in range(1, 6))


def hostile(field: str, number: int = 0) -> str:
    """Write one text that holds every attack, and names its field."""
    return f"{HEADS[number % len(HEADS)]} {field}{number} {TAIL}"


def hostile_plan() -> Plan:
    return Plan(
        "131001",
        hostile("unit"),
        YEAR,
        tuple(_project(number, code) for number, code in enumerate(CODES)),
        goals=(Goal(hostile("goal"), hostile("goal_text")),),
        sub_goals=(SubGoal(hostile("sub"), hostile("sub_target"), hostile("sub_text")),),
        measures=(Measure(hostile("measure"), hostile("measure_text")),),
    )


def _project(number: int, code: str) -> Project:
    return Project(
        code,
        hostile("project", number),
        Decimal(100_000),
        purpose=hostile("purpose", number),
        goal=hostile("aim", number),
        office=hostile("office", number),
        funds=(FundSource(hostile("fund", number), Decimal(100_000)),),
        milestones=tuple(Milestone(month, Decimal(share)) for month, share in SEED),
        indicators=(
            Indicator(
                "产出指标", "数量指标", hostile("indicator", number), hostile("said", number),
                "≥10次", basis=hostile("basis", number),
            ),
            Indicator(
                "效益指标", "社会效益指标", hostile("quality", number), "",
                hostile("target", number),
            ),
        ),
        place=hostile("place", number),
    )  # fmt: skip


def fill(store: Store, files: Path) -> None:
    """Bring every kind of text in by the door that people use."""
    _take(store, files, "plan", f"{hostile('file')}.xlsx", write_plan_workbook(hostile_plan()))
    for month in (4, 5, 6):
        spent = [
            [code, hostile("project", number), 9_000 * month // (number + 1), hostile("remark")]
            for number, code in enumerate(CODES[:4])
        ]
        rows: list[list[object]] = [["项目编码", "项目名称", "累计支出（元）", "备注"], *spent]
        _take(store, files, "spending", f"{hostile('file', month)}.xlsx", _workbook(rows), month)
    told: list[list[object]] = [["项目编码", "二级指标", "三级指标", "实际完成值", "备注"]]
    told += [
        [code, "数量指标", hostile("indicator", number), 3, hostile("remark", number)]
        for number, code in enumerate(CODES[:3])
    ]
    told.append([CODES[0], "社会效益指标", hostile("quality"), hostile("result"), ""])
    _take(store, files, "results", "结果.xlsx", _workbook(told), 6)
    _say_more(store, files)


def _workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """Write texts as texts, also those that look like formulas."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def _say_more(store: Store, files: Path) -> None:
    key = review_indicators(store, JUNE)[0].indicator_key
    for indicator in ("", key):
        note = NewNote(
            CODES[0], indicator, JUNE, "other", hostile("explained"), "possible",
            hostile("expected"), hostile("note"),
        )  # fmt: skip
        add_note(store, note, actor=hostile("actor"))
    agreed = NewFollowUp(
        CODES[1], JUNE, hostile("measure"), hostile("owner")[:100], date(2023, 7, 31),
        "planned", hostile("analysis"), remark=hostile("follow"),
    )  # fmt: skip
    kept = add_follow_up(store, agreed, actor=hostile("actor"), today=date(2023, 7, 1))
    name = f"{hostile('attached')}.txt"
    attach(store, files, kept.follow_up_id, name, b"text", actor=hostile("actor"))
    snooze(store, JUNE, CODES[2], Month(YEAR, 8), hostile("waiting"), actor=hostile("actor"))
    now = list_policies(store)[0].rules
    rules = replace(now, figures=replace(now.figures, mismatch_points=Decimal(20)))
    save_policy(store, Draft(Month(YEAR, 7), rules), hostile("why"), actor=hostile("actor"))


def _take(
    store: Store, files: Path, kind: str, name: str, data: bytes, month: int | None = None
) -> None:
    asked = None if month is None else Month(YEAR, month)
    request = ImportRequest(kind, name, data, hostile("actor"), month=asked)
    done = commit_import(store, request, files)
    assert done.batch_id is not None, [
        (finding.code, finding.cell) for finding in done.preview.findings
    ]
    if kind == "spending" and month == 5:
        withdraw(store, done.batch_id, reason=hostile("reason"), actor=hostile("actor"))
