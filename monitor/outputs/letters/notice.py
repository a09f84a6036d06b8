"""The notice to a unit (督办通知): its flagged projects, or one of them, and what is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from monitor.domain.errors import WrongUse
from monitor.domain.flags import FlaggedRow
from monitor.domain.follow_ups import FollowUp
from monitor.domain.list_columns import FLAGGED_COLUMNS, IN_LETTERS
from monitor.domain.text import enclose, make_legible
from monitor.follow_up.causes import explain_note
from monitor.outputs.letters.document import Letter
from monitor.outputs.letters.list_tables import LIST_SIZE, list_columns, list_rows
from monitor.outputs.letters.month_facts import MonthFacts
from monitor.outputs.letters.records import ListedProject, Notice
from monitor.outputs.letters.tables import TableColumn
from monitor.words.catalogue import PAPER, paper, paper_columns, say
from monitor.words.figures import write_money
from monitor.words.phrases import say_marks

BLANK_DATE = paper("letter")["blank_date"]
FEEDBACK = paper_columns("feedback")
NOTICE = paper("notice")
_FEEDBACK_SHARES = (0.9, 2.7, 2.8, 1.5, 6.6, 4.6, 2.2, 1.7, 3.6)
_ROOM_TO_WRITE = 54  # points


def write_notice(notice: Notice) -> bytes:
    """Write a notice as docx, landscape for the width of its table."""
    words = _values(notice)
    kind = "_project" if notice.is_of_one_project else ""
    title = NOTICE[f"title{kind}"].format_map(words)
    letter = Letter(title, notice.stamp, landscape=True)
    letter.write(title, "Title")
    letter.write(NOTICE["number"], "Subtitle")
    letter.write(NOTICE["to"].format_map(words), "Plain")
    letter.write(NOTICE[f"opening{kind}"].format_map(words))
    letter.write(NOTICE["as_of"].format_map(words), "Above")
    letter.table(list_columns(), list_rows(notice.listed), size=LIST_SIZE)
    for key in ("asked", "asked.1", "asked.2", "asked.3"):
        letter.write(NOTICE[key].format_map(words), "Leading")
    letter.write(NOTICE["sender"], "Signed")
    letter.write(BLANK_DATE, "Day")
    letter.explain()
    _write_feedback_form(letter, notice)
    return letter.close()


def _values(notice: Notice) -> dict[str, object]:
    first = notice.listed[0].project_name if notice.listed else ""
    reply = notice.reply_by
    return {
        "year": notice.month.year,
        "month": notice.month.number,
        "unit": _name(notice.unit_name),
        "project": _name(first),
        "projects": notice.projects_count,
        "count": len(notice.listed),
        "amount": write_money(notice.amount, PAPER),
        "date": BLANK_DATE if reply is None else f"{reply.year}年{reply.month}月{reply.day}日",
    }


def _write_feedback_form(letter: Letter, notice: Notice) -> None:
    letter.write(NOTICE["annex"], "Heading 1", new_page=True)
    letter.write(NOTICE["annex_unit"].format(unit=_name(notice.unit_name)), "Above")
    columns = [
        TableColumn(header, share, "center" if place in (0, 3) else "left")
        for place, (header, share) in enumerate(zip(FEEDBACK, _FEEDBACK_SHARES, strict=True))
    ]
    rows = [_feedback_row(number, each) for number, each in enumerate(notice.listed, start=1)]
    letter.table(columns, rows, least_height=_ROOM_TO_WRITE)


def _feedback_row(number: int, project: ListedProject) -> list[str]:
    known = [
        str(number),
        project.project_code,
        project.project_name,
        say_marks(PAPER, project.marks, "\n"),
    ]
    return [*known, *[""] * (len(FEEDBACK) - len(known))]


def _name(text: str) -> str:
    return enclose(make_legible(text))


def notice_of(
    facts: MonthFacts, *, project_code: str | None = None, reply_by: date | None = None
) -> bytes:
    """Write the notice about a unit's flagged projects as docx, or about one of them.

    Raises ``WrongUse`` for a project that is not in the plan, and where nothing is flagged.
    """
    view = facts.view
    rows = [row for row in facts.rows if project_code in (None, row.project.project_code)]
    if not rows:
        _refuse(facts, project_code)
    return write_notice(
        Notice(
            month=view.month,
            unit_name=facts.unit_name,
            projects_count=len(view.projects),
            listed=tuple(listed_project(row, facts) for row in rows),
            amount=amount_of(rows),
            stamp=facts.stamp,
            reply_by=reply_by,
            is_of_one_project=project_code is not None,
        )
    )


def listed_project(row: FlaggedRow, facts: MonthFacts) -> ListedProject:
    """Return a flagged row as documents list it, with stated causes and agreed measures."""
    project = row.project
    agreed = row.follow_ups
    return ListedProject(
        project_code=project.project_code,
        project_name=project.project_name,
        figures={
            key: figure(row)
            for key in IN_LETTERS
            if (figure := FLAGGED_COLUMNS[key].figure) is not None
        },
        badge=project.badge,
        indicators_red=project.indicators_red,
        lagging=row.lagging,
        sentence=row.sentence,
        cause=_stated_cause(row, facts),
        measures=tuple(each.measure for each in agreed),
        dues=tuple(each.due for each in agreed),
        owners=tuple(each.owner for each in agreed),
    )


def amount_of(rows: list[FlaggedRow]) -> Decimal:
    """Return the revised budgets of the flagged projects together."""
    return sum((row.project.revised_budget or Decimal(0) for row in rows), Decimal(0))


def _stated_cause(row: FlaggedRow, facts: MonthFacts) -> str:
    """Join what was stated of the project, of its indicators and its follow-ups, each once."""
    code_in_question = row.project.project_code
    notes = [note for (code, _), note in facts.notes.items() if code == code_in_question]
    notes.sort(key=lambda note: note.indicator_key)
    said = [*map(explain_note, notes), *map(_explain_follow_up, row.follow_ups)]
    return "；".join(dict.fromkeys(filter(None, (each.rstrip("。；") for each in said))))


def _explain_follow_up(follow_up: FollowUp) -> str:
    kind = say(PAPER, f"cause_kind.{follow_up.cause}") if follow_up.cause else ""
    return "：".join(filter(None, (kind, follow_up.analysis)))


def _refuse(facts: MonthFacts, project_code: str | None) -> None:
    month = facts.view.month
    if project_code is None:
        raise WrongUse("nothing_flagged", month=month)
    if project_code not in {row.project_code for row in facts.view.projects}:
        raise WrongUse("project_not_found", year=month.year, code=project_code)
    raise WrongUse("project_not_flagged", month=month, code=project_code)
