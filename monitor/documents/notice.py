"""督办通知: which projects of a unit are flagged, what is asked of it, and a form to answer on."""

from __future__ import annotations

from monitor.documents.letter import Letter
from monitor.documents.letter_list import (
    LIST_SIZE,
    light_word,
    list_columns,
    list_rows,
)
from monitor.documents.letter_records import ListedProject, Notice
from monitor.documents.letter_tables import TableColumn
from monitor.domain.legible import enclose, make_legible
from monitor.words.catalogue import PAPER, paper, paper_columns
from monitor.words.figures import write_money

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
    known = [str(number), project.project_code, project.project_name, light_word(project.light)]
    return [*known, *[""] * (len(FEEDBACK) - len(known))]


def _name(text: str) -> str:
    return enclose(make_legible(text))
