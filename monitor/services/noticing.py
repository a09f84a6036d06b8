"""The notice to a unit (督办通知): its flagged projects, or one of them, and what is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from monitor.documents.letter_records import ListedProject, Notice
from monitor.documents.notice import write_notice
from monitor.domain.errors import WrongUse
from monitor.domain.follow_ups import FollowUp
from monitor.services.flagging import FlaggedRow
from monitor.services.month_facts import MonthFacts
from monitor.services.noting import explain_note
from monitor.words.catalogue import PAPER, say


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
        office=project.office,
        budget=project.revised_budget,
        spent=project.spent,
        execution_rate=project.execution_rate,
        planned_pct=project.planned_pct,
        gap_pp=project.gap_pp,
        light=row.light,
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
