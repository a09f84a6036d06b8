"""The list of flagged projects as a table, the same in the notice and in the report's annex."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.documents.letter_records import ListedProject
from monitor.documents.letter_tables import Align, TableColumn
from monitor.domain.follow_ups import one_below_the_other
from monitor.domain.legible import enclose, make_legible
from monitor.words.catalogue import paper
from monitor.words.figures import ABSENT, write_amounts, write_day, write_percent, write_points

LISTED = paper("letter_list")
STATED_CAUSE = paper("letter")["stated_cause"]
LIGHTS = paper("lights")

LIST_SIZE = 8  # points: fifteen columns on one page
_LOOKS: dict[str, tuple[float, Align]] = {
    "number": (0.9, "center"),
    "project_code": (2.05, "left"),
    "project_name": (2.3, "left"),
    "office": (1.35, "left"),
    "budget": (1.35, "right"),
    "spent": (1.5, "right"),
    "rate": (1.25, "right"),
    "planned": (1.35, "right"),
    "gap": (1.4, "right"),
    "light": (1.45, "center"),
    "lagging": (1.75, "left"),
    "reason": (5.8, "left"),
    "measure": (1.8, "left"),
    "due": (2.1, "center"),
    "owner": (1.35, "left"),
}


def list_columns() -> list[TableColumn]:
    """Return the fifteen columns of the list."""
    return [TableColumn(header, *_LOOKS[key]) for key, header in LISTED.items()]


def list_rows(listed: Sequence[ListedProject]) -> list[list[str]]:
    """Return a row of cells per project; amounts of a column share their decimals."""
    budgets = write_amounts(each.budget for each in listed)
    spent = write_amounts(each.spent for each in listed)
    return [
        [
            str(number),
            each.project_code,
            each.project_name,
            each.office,
            budget or ABSENT,
            amount or ABSENT,
            write_percent(each.execution_rate),
            write_percent(each.planned_pct),
            write_points(each.gap_pp),
            light_word(each.light),
            join(each.lagging),
            reason(each),
            one_below_the_other(each.measures),
            one_below_the_other([write_day(due) for due in each.dues]),
            one_below_the_other(each.owners),
        ]
        for number, (each, budget, amount) in enumerate(
            zip(listed, budgets, spent, strict=True), start=1
        )
    ]


def reason(project: ListedProject) -> str:
    """Write why a project is listed, and below it the cause that people stated."""
    stated = [STATED_CAUSE.format(cause=project.cause)] if project.cause else []
    return "\n".join([project.sentence, *stated])


def light_word(light: str) -> str:
    """Write a light as sign and word, ▼ 滞后."""
    return LIGHTS.get(light, light)


def join(names: Sequence[str]) -> str:
    """Join names, none of which turns the direction of the next."""
    return "、".join(enclose(make_legible(name)) for name in names)
