"""A made-up country as workbooks: the product's own forms, filled in, one per unit and month."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.domain.plan import FundSource, Milestone, Plan, Project
from monitor.outputs.templates.monthly import (
    TemplateIndicator,
    TemplateProject,
    write_adjustments_template,
    write_results_template,
    write_spending_template,
)
from monitor.outputs.templates.plan import write_plan_workbook
from tools.made_up.country import (
    FUND,
    GOAL,
    PURPOSE,
    Country,
    CountryRequest,
    draw,
    name_project,
    name_unit,
    office_of,
)
from tools.made_up.figures import PLANS
from tools.made_up.indicators import MODELS, say


def write_workbooks(asked: CountryRequest, folder: Path) -> int:
    """Write every workbook into a folder and return how many; importing them gives the same store.

    Their names begin with the month and sort in the order they are to be imported. Raises
    ``WrongUse`` when the folder cannot be written.
    """
    country = draw(asked)
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in _workbooks(country):
            (folder / name).write_bytes(data)
            count += 1
    except OSError as trouble:
        raise WrongUse("out_not_writable", path=folder, trouble=trouble.strerror) from trouble
    return count


def _workbooks(country: Country) -> Iterator[tuple[str, bytes]]:
    asked = country.asked
    for unit in range(asked.units):
        code, _ = name_unit(unit)
        yield f"{asked.year}-00-{code}-1-plan.xlsx", write_plan_workbook(_plan(country, unit))
    for number in range(1, asked.months + 1):
        month = Month(asked.year, number)
        results = _results_by_project(country, number)
        for unit in range(asked.units):
            yield from _month_of(country, unit, month, results)


def _month_of(
    country: Country, unit: int, month: Month, results: dict[int, dict[int, str]]
) -> Iterator[tuple[str, bytes]]:
    code, name = name_unit(unit)
    start, shown = f"{month}-{code}", f"{code}{name}"
    projects = [int(each) for each in np.flatnonzero(country.figures.unit == unit)]
    rows = [_row(country, project, month.number) for project in projects]
    if any(row.added for row in rows):
        data = write_adjustments_template(rows, month=month, unit_name=shown, out_unit="元")
        yield f"{start}-2-adjustments.xlsx", data
    if any(row.spent is not None for row in rows):
        data = write_spending_template(rows, month=month, unit_name=shown, out_unit="元")
        yield f"{start}-3-spending.xlsx", data
    said = [
        _indicator(country, project, place, text)
        for project in projects
        for place, text in sorted(results.get(project, {}).items())
    ]
    if said:
        yield (
            f"{start}-4-results.xlsx",
            write_results_template(said, month=month, unit_name=shown),
        )


def _plan(country: Country, unit: int) -> Plan:
    code, name = name_unit(unit)
    projects = [int(each) for each in np.flatnonzero(country.figures.unit == unit)]
    planned = tuple(_project(country, number) for number in projects)
    return Plan(code, name, country.asked.year, planned)


def _project(country: Country, number: int) -> Project:
    figures = country.figures
    budget = _yuan(int(figures.budget[number]))
    planned = PLANS[int(figures.plan[number])]
    return Project(
        country.codes[number],
        name_project(number),
        budget,
        purpose=PURPOSE,
        goal=GOAL,
        office=office_of(number),
        funds=(FundSource(FUND, budget),),
        milestones=tuple(Milestone(month, Decimal(percent)) for month, percent in planned),
        indicators=tuple(
            model.indicator(int(country.choices.targets[place][number]))
            for place, model in enumerate(MODELS)
        ),
    )


def _row(country: Country, number: int, month: int) -> TemplateProject:
    figures = country.figures
    budget, added = _yuan(int(figures.budget[number])), _yuan(int(figures.added[number]))
    adjusted_in = int(figures.adjusted_in[number])
    is_reported = bool(figures.is_reported[number, month - 1])
    return TemplateProject(
        country.codes[number],
        name_project(number),
        office_of(number),
        budget,
        budget + added if 0 < adjusted_in <= month else budget,
        spent=_yuan(int(figures.spent[number, month - 1])) if is_reported else None,
        added=added if adjusted_in == month else None,
    )


def _results_by_project(country: Country, month: int) -> dict[int, dict[int, str]]:
    """Return the results of a month in words, by project and indicator."""
    found: dict[int, dict[int, str]] = {}
    for place, (projects, results) in enumerate(country.results(month)):
        targets = country.choices.targets[place]
        for project, result in zip(projects.tolist(), results.tolist(), strict=True):
            said = say(place, int(targets[project]), result, country.asked.year)
            found.setdefault(project, {})[place] = said.text
    return found


def _indicator(country: Country, project: int, place: int, result: str) -> TemplateIndicator:
    indicator = MODELS[place].indicator(int(country.choices.targets[place][project]))
    return TemplateIndicator(
        country.codes[project],
        name_project(project),
        indicator.level1,
        indicator.level2,
        indicator.level3,
        indicator.description,
        indicator.target_text,
        result=result,
    )


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
