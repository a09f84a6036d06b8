"""The plan that a file's facts are held against: all of it, or of very many projects their part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.services.resolving import Fact, PlannedProject
from monitor.store.queries import fetch, fetch_narrowed, fetch_value
from monitor.store.views import narrow_to

if TYPE_CHECKING:
    from monitor.store.connection import Cursor

MOST = 20_000  # projects; a plan with more is not gone through for every file

# The projects that facts name by code, those of the same names, and those of the same units.
_SPOKEN_OF = """
    with named as (
        select distinct
            project_code,
            unit_code
        from {schema}.plan_projects
        where
            fiscal_year = $fiscal_year
            and (
                list_contains($project_codes, project_code)
                or list_contains($names, regexp_replace(project_name, $blanks, '', 'g'))
            )
    )

    select distinct project_code
    from {schema}.plan_projects
    where
        fiscal_year = $fiscal_year
        and unit_code in (select unit_code from named)
"""
_BLANKS = "[\\s\\x{85}\\x{a0}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}]+"


def is_large(cursor: Cursor, fiscal_year: int) -> bool:
    """Say whether a year has more projects than are gone through for every file."""
    return int(fetch_value(cursor, "plan_size", fiscal_year=fiscal_year) or 0) > MOST


def planned_projects(
    cursor: Cursor, fiscal_year: int, facts: Sequence[Fact]
) -> dict[str, PlannedProject]:
    """Return the projects of the plan by code that facts may be of.

    All of the year; beyond 20,000 those of the units that the facts speak of, by codes or names.
    An unknown code is then compared with these alone.
    """
    asked = {"fiscal_year": fiscal_year, "unit_code": None}
    if not is_large(cursor, fiscal_year):
        found = fetch(cursor, "plan_projects", PlannedProject, **asked)
    else:
        codes = sorted({fact.project_code for fact in facts if fact.project_code})
        names = {"".join(fact.project_name.split()) for fact in facts if not fact.project_code}
        narrowing = narrow_to(cursor, fiscal_year, codes)
        spoken_of = replace(
            narrowing,
            wanted=_SPOKEN_OF.format(schema=narrowing.schema),
            parameters={**narrowing.parameters, "names": sorted(names), "blanks": _BLANKS},
        )
        found = fetch_narrowed(cursor, "plan_projects", PlannedProject, spoken_of, **asked)
    return {project.project_code: project for project in found}
