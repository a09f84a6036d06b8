"""Every finding the product can give, as data: its code, its level, and what it is about.

The sentences stand in ``monitor.words`` under the same codes: first what was found, then what to
do about it. ``docs/findings.md`` is written from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.domain import plan
from monitor.domain.findings import Level
from monitor.domain.targets.compare import Problem
from monitor.domain.targets.pairs import Doubt
from monitor.domain.targets.result import problem_level
from monitor.domain.targets.target import Reason, Suspicion
from monitor.intake.monitoring_form import header
from monitor.intake.plans import findings
from monitor.intake.sheets import findings as sheets
from monitor.words.catalogue import DEFAULT, Language, say, section, words

_DOCUMENT_REFUSALS = (
    "not_a_plan_document",
    "plan_file_too_large",
    "plan_file_format",
    "docx_old_or_encrypted",
    "docx_damaged",
    "docx_too_many_entries",
    "docx_unpacks_too_large",
    "docx_too_many_elements",
    "docx_packed_too_tightly",
    "docx_document_type",
)

# A file that cannot be read is one finding, which stops the import.
UNREADABLE = dict.fromkeys(
    (*section(DEFAULT, "files"), "file_too_large", *_DOCUMENT_REFUSALS), Level.BLOCKER
)

# A file held against the plan in the store.
AGAINST_THE_PLAN = {
    "no_plan_for_year": Level.BLOCKER,
    "nothing_reported": Level.BLOCKER,
    "year_without_plan": Level.BLOCKER,
    "project_unknown": Level.BLOCKER,
    "project_unknown_near": Level.BLOCKER,
    "project_of_other_unit": Level.BLOCKER,
    "other_units": Level.BLOCKER,
    "bases_mixed": Level.BLOCKER,
    "amount_too_large": Level.BLOCKER,
    "adjustment_again": Level.BLOCKER,
    "start_month_unsaid": Level.BLOCKER,
    "start_after_spending": Level.BLOCKER,
    "month_before_start": Level.BLOCKER,
    "budget_below_zero": Level.BLOCKER,
    "total_differs_from_typed": Level.BLOCKER,
    "indicator_unknown": Level.BLOCKER,
    "month_certified": Level.BLOCKER,
    "month_submitted": Level.BLOCKER,
    "unit_suspicious": Level.WARNING,
    "stated_budget_overtaken": Level.WARNING,
    "results_blank": Level.WARNING,
    "names_shifted": Level.WARNING,
    "nothing_moved": Level.WARNING,
    "milestone_before_start": Level.WARNING,
    "spending_without_plan": Level.WARNING,
    "project_left_out": Level.WARNING,
    "indicator_left_out": Level.WARNING,
    "target_changed": Level.WARNING,
    "points_differ": Level.WARNING,
    "unlisted_not_reported": Level.NOTE,
    "name_differs": Level.NOTE,
    "taken_by_name": Level.NOTE,
    "other_units_left": Level.NOTE,
}

TARGETS = {f"target_{code}": Level.WARNING for code in (*Reason, *Suspicion, *Doubt)}
RESULTS = {f"result_{problem}": problem_level(problem) for problem in Problem}

WATCHED = dict.fromkeys(
    ("watch_kind_unknown", "watch_several_kinds", "watch_superseded", "watch_trouble"),
    Level.BLOCKER,
)

TOPICS: Mapping[str, Mapping[str, Level]] = {
    "file": UNREADABLE,
    "sheet": sheets.LEVELS,
    "form": header.LEVELS,
    "document": {code: level for code, level in findings.LEVELS.items() if code not in plan.LEVELS},
    "plan": plan.LEVELS,
    "store": AGAINST_THE_PLAN,
    "target": TARGETS,
    "result": RESULTS,
    "watch": WATCHED,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the code of its finding, how much that weighs, and what it is about."""

    code: str
    level: Level
    topic: str

    def found(self, language: Language) -> str:
        """Return the template of what was found, and of what was expected."""
        return self._parted(language)[0]

    def remedy(self, language: Language) -> str:
        """Return what to do about it; blank where nothing need be done."""
        return self._parted(language)[1]

    def _parted(self, language: Language) -> tuple[str, str]:
        stop = say(language, "joint.stop")
        first, mark, rest = words(language)[self.code].partition(say(language, "joint.next"))
        return first + (stop if mark else ""), rest


def rules() -> Iterator[Rule]:
    """Yield every rule, topic by topic, in the order of the catalogue."""
    for topic, levels in TOPICS.items():
        for code, level in levels.items():
            yield Rule(code, level, topic)
