"""The month-end pack: lists, forms, report, notice and chase list in one zip, of one reading."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from monitor.domain.errors import WrongUse
from monitor.domain.follow_ups import FollowUp
from monitor.domain.month import Month
from monitor.domain.text import make_legible, safe_part
from monitor.outputs.forms.fill import write_forms
from monitor.outputs.letters.month_facts import (
    MonthFacts,
    load_month_facts,
    make_of_one_reading,
    require_reports,
)
from monitor.outputs.lists.curve_sheet import CurveMonth, add_curve_sheet
from monitor.outputs.lists.flagged import flagged_workbook
from monitor.outputs.lists.missing import chase_workbook
from monitor.review.chart_data import portfolio_curve_of
from monitor.review.missing_reports import list_unreported, write_messages
from monitor.store.database import Store
from monitor.words.catalogue import PAPER, paper

FILES = paper("files")
DOCUMENTS = ("notice", "report", "pack")
_ENDINGS = {"notice": "docx", "report": "docx", "pack": "zip"}


@dataclass(frozen=True, slots=True)
class Issue:
    """What is asked for; ``project_code`` and ``reply_by`` are for a notice.

    ``follow_ups`` fills 下一步措施 and the columns 整改措施, 完成时限 and 责任人; without them
    those kept in the store do.
    """

    document: str
    month: Month
    unit_code: str | None = None
    project_code: str | None = None
    reply_by: date | None = None
    follow_ups: Sequence[FollowUp] | None = None


def write_document(store: Store, issue: Issue) -> bytes:
    """Write a document of one reading of the store: docx, or zip for the pack.

    Raises ``WrongUse`` for another document, a project for any but a notice, a year without a
    plan, an unknown unit or project, a month without reports, a notice where nothing is flagged,
    and for notice and report where there are several units and none is named; ``Outdated`` when
    the data keeps changing.
    """
    if issue.document not in DOCUMENTS:
        raise WrongUse("document_unknown", found=issue.document)
    if issue.project_code is not None and issue.document != "notice":
        raise WrongUse("document_of_no_project", code=issue.project_code)
    return make_of_one_reading(store, lambda: _write(store, issue))


def document_name(document: str, month: Month, unit: str = "", project_code: str = "") -> str:
    """Name the file of a document; ``unit`` is code and name, blank for all units."""
    subject = project_code or unit or FILES["everybody"]
    return file_name(document, month, subject, _ENDINGS[document])


def _write(store: Store, issue: Issue) -> bytes:
    # What writes letters takes long to load, and most commands and pages write none.
    from monitor.outputs.letters.notice import notice_of  # noqa: PLC0415 - see above
    from monitor.outputs.letters.report import report_of  # noqa: PLC0415 - see above

    facts = load_month_facts(
        store, issue.month, unit_code=issue.unit_code, follow_ups=issue.follow_ups
    )
    require_reports(facts)
    if issue.document == "pack":
        return pack_of(store, facts, reply_by=issue.reply_by)
    facts = _one_unit(store, issue, facts)
    if issue.document == "report":
        return report_of(facts)
    return notice_of(facts, project_code=issue.project_code, reply_by=issue.reply_by)


def _one_unit(store: Store, issue: Issue, facts: MonthFacts) -> MonthFacts:
    """Narrow the facts to one unit: the only one, or that of the project asked for."""
    if len(facts.units) == 1:
        return facts
    owners = [
        row.unit_code for row in facts.view.projects if row.project_code == issue.project_code
    ]
    if issue.project_code is not None and not owners:
        raise WrongUse("project_not_found", year=issue.month.year, code=issue.project_code)
    if not owners:
        units = "、".join(facts.units)
        raise WrongUse("document_unit_missing", year=issue.month.year, units=units)
    narrowed = load_month_facts(
        store, issue.month, unit_code=owners[0], follow_ups=issue.follow_ups
    )
    require_reports(narrowed)
    return narrowed


CONTENTS = paper("contents")
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
    from monitor.outputs.letters.notice import notice_of  # noqa: PLC0415 - see _write
    from monitor.outputs.letters.report import report_of  # noqa: PLC0415 - see _write

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
        yield load_month_facts(
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
        for point in portfolio_curve_of(view, facts.curve).points
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
