"""Whose plan it is and for which year, as a document says it in several places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from monitor.documents.plan_findings import Notes
from monitor.documents.plan_words import fold
from monitor.domain.codes import fiscal_year_of, split_code_name
from monitor.domain.plan import Project

_YEAR = re.compile(r"(?<!\d)(20\d\d)年", re.ASCII)


def read_unit(texts: Iterable[str], notes: Notes) -> tuple[str, str]:
    """Read code and name of the one unit that all tables name; blank and noted otherwise."""
    written = list(dict.fromkeys(filter(None, texts)))
    units = [split_code_name(text) for text in written]
    codes = list(dict.fromkeys(code for code, _ in units if code))
    names = list(dict.fromkeys(name for _, name in units if name))
    if not codes:
        notes.add("plan_unit_missing", found="、".join(written))
        return "", next(iter(names), "")
    if len(codes) > 1:
        notes.add("plan_units_several", units="、".join(written))
    elif len(names) > 1:
        notes.add("plan_unit_name_differs", names="、".join(names))
    return codes[0], next(iter(names), "")


def read_fiscal_year(
    projects: tuple[Project, ...], texts: Iterable[str], notes: Notes
) -> int | None:
    """Tell the fiscal year: digits 7 and 8 of most project codes, confirmed by the text.

    Projects may be older than the plan, so a code of another year is only noted. Where codes
    say nothing, or two years equally often, the year named most often in the text decides.
    """
    years = {each.project_code: fiscal_year_of(each.project_code) for each in projects}
    by_code = Counter(year for year in years.values() if year)
    in_text = Counter(int(year) for text in texts for year in _YEAR.findall(fold(text)))
    year = _leading(by_code, in_text) or _leading(in_text, Counter())
    if year is None:
        notes.add("plan_year_unknown")
        return None
    if in_text and year not in in_text:
        written = "、".join(map(str, sorted(in_text)))
        notes.add("plan_year_differs", code_year=year, text_years=written)
    for project in projects:
        if years[project.project_code] not in {year, None}:
            found = {"project_code": project.project_code, "fiscal_year": str(year)}
            sheet = Notes(project.place, notes.found)
            sheet.add("plan_code_other_year", code_year=years[project.project_code], **found)
    return year


def _leading(votes: Counter[int], second: Counter[int]) -> int | None:
    """Tell the year with most votes; the second votes decide between equals, or nobody does."""
    ranked = sorted(votes, key=lambda year: (votes[year], second[year]), reverse=True)
    if not ranked:
        return None
    first, *others = ranked
    if others and (votes[first], second[first]) == (votes[others[0]], second[others[0]]):
        return None
    return first
