"""The month-end pack: lists, forms, report, notice and chase list in one zip, of one reading."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from monitor.domain.legible import make_legible
from monitor.domain.month import Month
from monitor.excel.curve_sheet import CurveMonth, add_curve_sheet
from monitor.services.chasing import chase_workbook, list_unreported, write_messages
from monitor.services.filing import safe_part
from monitor.services.flagging import flagged_workbook
from monitor.services.forms import write_forms
from monitor.services.month_facts import MonthFacts, gather
from monitor.services.noticing import notice_of
from monitor.services.picturing import portfolio_curve_of
from monitor.services.reporting import report_of
from monitor.store.connection import Store
from monitor.words.catalogue import PAPER, paper

CONTENTS = paper("contents")
FILES = paper("files")

_MOMENT = (2000, 1, 1, 0, 0, 0)  # nothing of the clock is written
_LONGEST = 60  # signs of a unit's name; 3 bytes each stay under what a file name may take
_END_OF_LINE = "\r\n"


def file_name(kind: str, month: Month, unit: str, ending: str) -> str:
    """Name a file by month, kind and unit, with signs that every system takes."""
    safe = safe_part(unit)[:_LONGEST].rstrip(". ")
    return f"{month}-{FILES[kind]}-{safe or FILES['everybody']}.{ending}"


def pack_of(store: Store, facts: MonthFacts, *, reply_by: date | None = None) -> bytes:
    """Zip everything of a month; report and notice are there for each unit.

    The caller sees to it that nothing changes meanwhile.
    """
    view = facts.view
    scope = facts.unit_name if len(facts.units) == 1 else FILES["everybody"]
    files = {
        file_name("flagged", view.month, scope, "xlsx"): _flagged(facts),
        file_name("forms", view.month, scope, "xlsx"): write_forms(
            store, "monitoring-form", view.month, unit_code=view.unit_code, known=facts.known
        ),
        **_chase(store, facts, scope),
    }
    remarks = []
    for each in _by_unit(store, facts):
        name = file_name("report", view.month, each.unit_name, "docx")
        files[name] = report_of(each)
        if each.rows:
            name = file_name("notice", view.month, each.unit_name, "docx")
            files[name] = notice_of(each, reply_by=reply_by)
        else:
            remarks.append(CONTENTS["no_notice"].format(unit=each.unit_name))
    if file_name("chase_text", view.month, scope, "txt") not in files:
        remarks.append(CONTENTS["no_chase"])
    contents = file_name("contents", view.month, scope, "txt")
    return _zipped({contents: _contents(facts, list(files), remarks)} | files)


def _by_unit(store: Store, facts: MonthFacts) -> Iterator[MonthFacts]:
    if len(facts.units) == 1:
        yield facts
        return
    for code in facts.units:
        yield gather(
            store,
            facts.view.month,
            unit_code=code,
            follow_ups=facts.follow_ups,
            known=facts.known,
        )


def _flagged(facts: MonthFacts) -> bytes:
    view = facts.view
    months = [
        CurveMonth(
            month=point.month,
            planned=point.planned_amount,
            spent=point.spent,
            milestone_pct=point.milestone_pct,
            reported_pct=None if point.spent is None else point.reported_pct,
        )
        for point in portfolio_curve_of(view, facts.year).points
    ]
    return flagged_workbook(
        view,
        facts.rows,
        known=facts.known,
        more=lambda book: add_curve_sheet(book, view.month.year, view.month.number, months),
    )


def _chase(store: Store, facts: MonthFacts, scope: str) -> dict[str, bytes]:
    """Write the chase list, and the words to send where somebody is to be chased."""
    view = facts.view
    unreported = list_unreported(store, view.month, unit_code=view.unit_code)
    name = file_name("chase", view.month, scope, "xlsx")
    files = {name: chase_workbook(view.month, unreported, facts.stamp.lines)}
    if unreported:
        texts = [each.text for each in write_messages(unreported, PAPER)]
        stamp = facts.stamp.line
        name = file_name("chase_text", view.month, scope, "txt")
        files[name] = _text("\n\n".join([*texts, stamp]))
    return files


def _contents(facts: MonthFacts, names: list[str], remarks: list[str]) -> bytes:
    month = facts.view.month
    title = CONTENTS["title"].format(year=month.year, month=month.number)
    lines = [f"{word}：{text}" for word, text in facts.stamp.lines]
    return _text("\n".join([title, "", *lines, "", CONTENTS["files"], *names, "", *remarks]))


def _text(text: str) -> bytes:
    """Write text as every editor opens it: UTF-8 with a byte order mark, CRLF."""
    lines = make_legible(text).strip().split("\n")
    return (_END_OF_LINE.join(lines) + _END_OF_LINE).encode("utf-8-sig")


def _zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
