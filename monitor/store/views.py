"""The views of staging and marts, their order, and a query of them over a few projects' facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import TYPE_CHECKING

from monitor.store.parsed import names_in, names_in_each

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


_SQL = files("monitor.store") / "sql"


# A part in percent of a whole, to four digits behind the point; a macro of the store, written out
# where another engine is to run a mart.
PERCENT_OF = """
    cast(divide_rounded(
        cast(part * 100 as hugeint) * 1000000, cast(nullif(whole, 0) * 100 as hugeint)
    ) * 0.0001 as decimal(18, 4))
"""


@cache
def read_folder(folder: str) -> dict[str, str]:
    """Return the SQL files of a folder by stem, in the order of their names."""
    found = sorted((_SQL / folder).iterdir(), key=lambda path: path.name)
    return {
        path.name.removesuffix(".sql"): path.read_text(encoding="utf-8")
        for path in found
        if path.name.endswith(".sql")
    }


def view_texts() -> dict[str, str]:
    """Return every view with its text; their order says nothing."""
    return read_folder("staging") | read_folder("marts")


@cache
def ordered_views() -> tuple[tuple[str, str], ...]:
    """Return every view with its text, each after the views it reads from."""
    texts = view_texts()
    return tuple((name, texts[name]) for name in TopologicalSorter(_reads()).static_order())


@cache
def _reads() -> dict[str, tuple[str, ...]]:
    """Return which views each view reads from, in the same order in every process."""
    texts = view_texts()
    named = dict(zip(texts, names_in_each(tuple(texts.values())), strict=True))
    return {
        name: tuple(other for other in sorted(texts) if other in names.tables - {name})
        for name, names in named.items()
    }


def does_read(text: str, name: str) -> bool:
    """Say whether a query or view reads from a view or table of this name."""
    return name in names_in(text).tables


@cache
def views_under(text: str, at_hand: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the views below a query that are not at hand, each after those it reads."""
    needed = {name for name, _ in ordered_views() if does_read(text, name)} - set(at_hand)
    for name, _ in reversed(ordered_views()):
        if name in needed:
            needed.update(set(_reads()[name]) - set(at_hand))
    return tuple(name for name, _ in ordered_views() if name in needed)


@dataclass(frozen=True, slots=True)
class Subset:
    """Some projects of a fiscal year, and the tables of facts that hold rows of projects.

    ``wanted`` is a query of their codes with its ``parameters``; ``bounds`` are the outermost
    codes, where they are known and spare most of a table a look; ``schema`` holds the tables.
    """

    fiscal_year: int
    tables: tuple[str, ...]
    wanted: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    bounds: tuple[str, str] | None = None
    schema: str = "main"

    @property
    def given(self) -> dict[str, object]:
        """Return the parameters of every query about these projects."""
        first_and_last = zip(("first", "last"), self.bounds or (), strict=False)
        return {**self.parameters, **dict(first_and_last)}

    @property
    def step(self) -> str:
        """Return the step of a query that has the codes."""
        return f"wanted_projects as materialized ({self.wanted})"

    def rows_of(self, table: str) -> str:
        """Return a query for the projects' rows of a table, after ``step``."""
        between = " and project_code between $first and $last" if self.bounds else ""
        return (
            f"select * from {table} where fiscal_year = {int(self.fiscal_year)}{between}"  # noqa: S608 - names from code
            " and project_code in (from wanted_projects)"
        )

    def narrow(self, text: str, at_hand: tuple[str, ...] = ()) -> str:
        """Return a query that asks the same of these projects' facts alone.

        Every view below it is a step of the query, under its own name and worked out once: with
        views inside views the planning alone takes many times as long. What is ``at_hand`` is read
        as materialised. A step is gone when the query has ended.
        """
        texts, under = dict(ordered_views()), views_under(text, at_hand)
        sources = {each: f"{self.schema}.{each}" for each in self.tables}
        sources |= {each: f"materialised.{each}" for each in at_hand}
        readers = [text, *(texts[each] for each in under)]
        steps = {
            each: self.rows_of(source)
            for each, source in sources.items()
            if any(does_read(reader, each) for reader in readers)
        }
        steps |= {each: texts[each] for each in under}
        written = [f"{each} as materialized ({step})" for each, step in steps.items()]
        return "with " + ",\n".join([self.step, *written]) + f"\nselect * from ({text})"


def tables_of_facts(cursor: DuckDBPyConnection) -> tuple[str, ...]:
    """Return the tables that hold rows of projects of a fiscal year."""
    rows = cursor.execute(
        "select table_name from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'main'"
        " and table_name in (select table_name from duckdb_tables() where schema_name = 'main')"
        " and column_name in ('fiscal_year', 'project_code')"
        " group by all having count(*) = 2 order by all"
    ).fetchall()
    return tuple(str(name) for (name,) in rows)
