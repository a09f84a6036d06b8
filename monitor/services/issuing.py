"""Documents that go out: notice, report and month-end pack, asked for by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.errors import WrongUse
from monitor.domain.follow_ups import FollowUp
from monitor.domain.month import Month
from monitor.services.month_facts import MonthFacts, gather, make_of_one_reading, require_reports
from monitor.services.noticing import notice_of
from monitor.services.packing import file_name, pack_of
from monitor.services.reporting import report_of
from monitor.store.connection import Store
from monitor.words.catalogue import paper

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
    facts = gather(store, issue.month, unit_code=issue.unit_code, follow_ups=issue.follow_ups)
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
    narrowed = gather(store, issue.month, unit_code=owners[0], follow_ups=issue.follow_ups)
    require_reports(narrowed)
    return narrowed
