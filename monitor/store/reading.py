"""Ask the store a question: a named query of sql/queries, answered as records.

Where the months come from is decided here, from what is asked: as they were materialised, worked
out anew from the facts (within a transaction, or as known on a moment), and for everybody's units
or one person's own. Each question sets the search path that answers it.

A question about a few of very many projects first finds where their rows are, then reads these
rows alone. Of a table it joins, DuckDB reads whole rows before it knows which are wanted; a
million projects need it: the indicators of 50 of them take a sixth of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar

import duckdb

from monitor.store.materialised import NAMED, OF_PROJECTS
from monitor.store.origin import Origin, fetch_origin, refuse_looking_back
from monitor.store.parsed import names_in
from monitor.store.unit_scope import is_bound
from monitor.store.views import Subset, read_folder, tables_of_facts

Record = TypeVar("Record")

Parameters = Mapping[str, object]

_FEW = 500  # projects; more are found sooner by reading everything once

_CODES = "select unnest(cast($project_codes as varchar[])) as project_code"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a question sees: one person's units or all, months worked out anew or materialised."""

    is_own: bool = False
    is_worked_out: bool = False

    @property
    def path(self) -> str:
        """Return the search path; of schemas without a table, ``main`` answers."""
        if self.is_own:
            return "scoped_past" if self.is_worked_out else "scoped,scoped_past"
        return "main" if self.is_worked_out else "kept"

    @property
    def schema(self) -> str:
        """Return where the tables of months are, or those of facts where they are worked out."""
        return self.path.partition(",")[0]


MATERIALISED_MONTHS, WORKED_OUT = Sight(), Sight(is_worked_out=True)


def look(cursor: duckdb.DuckDBPyConnection, sight: Sight) -> None:
    """Let a cursor see this, until it is told otherwise."""
    cursor.execute(f"set search_path = '{sight.path}'")


@dataclass(frozen=True, slots=True)
class ProjectsOf:
    """Some projects of a fiscal year, in some of its months: the first and the last, None for all.

    A query asked of them answers as if there were no others. It may name ``$fiscal_year``,
    ``$project_codes``, ``$first_month`` and ``$last_month``.
    """

    fiscal_year: int
    codes: Sequence[str]
    months: tuple[int, int] | None = None

    @property
    def parameters(self) -> Parameters:
        """Return what a query may name of them."""
        first, last = self.months or (1, 12)
        return {
            "fiscal_year": self.fiscal_year,
            "project_codes": list(self.codes),
            "first_month": first,
            "last_month": last,
        }


class Reading:
    """Answers questions; ``Store.reading`` and ``Transaction`` give it.

    ``rests`` is what its cursor sees between two questions.
    """

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        sight: Sight,
        rests: Sight | None = None,
        *,
        is_one_moment: bool = False,
    ) -> None:
        """Answer with a cursor that sees ``rests`` (``sight`` where it is not given)."""
        self.cursor = cursor
        self._sight = sight
        self._rests = rests or sight
        self._is_one_moment = is_one_moment
        self._known_on: datetime | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what callers not yet converted ask of a cursor
        return getattr(self.cursor, name)

    def ask(
        self,
        query: str,
        record: type[Record],
        *,
        known_on: datetime | None = None,
        projects: ProjectsOf | None = None,
        **parameters: object,
    ) -> list[Record]:
        """Return a record per row; the query's columns must cover the record's fields by name.

        ``known_on`` (UTC, naive) asks what was known at that moment, which a database made from
        a lake does not know: ``WrongUse``.
        """
        with self._looking(known_on or self._known_on) as sight, self._steady(projects):
            text, given = self._worded(query, sight, projects, parameters)
            answer = self.cursor.execute(text, dict(given))
            columns = [column[0] for column in answer.description or ()]
            rows = answer.fetchall()
        places = [columns.index(each.name) for each in fields(record)]  # type: ignore[arg-type]  # any dataclass
        return [record(*[row[place] for place in places]) for row in rows]

    def ask_value(
        self, query: str, *, known_on: datetime | None = None, **parameters: object
    ) -> Any:  # noqa: ANN401 - one cell of any type
        """Return the first cell of the first row, None when there is no row."""
        with self._looking(known_on or self._known_on):
            rows = self.cursor.execute(read_folder("queries")[query], parameters).fetchall()
        return rows[0][0] if rows else None

    def lay_out(
        self, table: str, query: str, *, projects: ProjectsOf | None = None, **parameters: object
    ) -> None:
        """Leave an answer in a temporary table of this name, for other queries to read."""
        with self._looking(None) as sight:
            text, given = self._worded(query, sight, projects, parameters)
            self.cursor.execute(f"create or replace temp table {table} as {text}", dict(given))

    def origin(self) -> Origin | None:
        """Return the lake that the months come from, None where they are worked out here."""
        return fetch_origin(self.cursor)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything that is asked within see the store at the same moment."""
        if self._is_one_moment:
            yield
            return
        self.cursor.execute("begin transaction")
        self._is_one_moment = True
        try:
            yield
        finally:
            self._is_one_moment = False
            self.cursor.execute("rollback")

    @contextmanager
    def _steady(self, projects: ProjectsOf | None) -> Iterator[None]:
        """Hold the moment where rows are found by their numbers, good within one alone."""
        if projects is None:
            yield
        else:
            with self.snapshot():
                yield

    @contextmanager
    def _looking(self, known_on: datetime | None) -> Iterator[Sight]:
        """See what a question is about, and afterwards what the cursor rests on."""
        sight = self._sight
        if known_on is not None:
            refuse_looking_back(self.cursor)
            sight = replace(sight, is_worked_out=True)
            self.cursor.execute(
                "set variable known_on = cast($moment as timestamp)", {"moment": known_on}
            )
        if sight != self._rests:
            look(self.cursor, sight)
        try:
            yield sight
        finally:
            # A transaction that has failed takes nothing but its end, and answers nothing more.
            with suppress(duckdb.TransactionException):
                if sight != self._rests:
                    look(self.cursor, self._rests)
                if known_on is not None:
                    self.cursor.execute("set variable known_on = null")

    def _worded(
        self, query: str, sight: Sight, projects: ProjectsOf | None, parameters: Parameters
    ) -> tuple[str, Parameters]:
        """Return the text that answers, and its parameters."""
        text = read_folder("queries")[query]
        if projects is None:
            return text, parameters
        named = names_in(text)
        theirs = {
            name: value for name, value in projects.parameters.items() if name in named.parameters
        }
        if sight.is_worked_out:
            codes = {"project_codes": list(projects.codes)}
            tables = tables_of_facts(self.cursor)
            subset = Subset(projects.fiscal_year, tables, _CODES, codes, schema=sight.schema)
            return subset.narrow(text), {**subset.given, **theirs, **parameters}
        steps = [
            f"{name} as materialized ({rows})"
            for name in OF_PROJECTS
            if name in named.tables
            for rows in [self._rows_of(name, sight, projects)]
        ]
        if any("$project_codes" in step for step in steps):
            theirs["project_codes"] = list(projects.codes)
        narrowed = f"with {', '.join(steps)} select * from ({text})" if steps else text  # noqa: S608 - text from code
        return narrowed, {**theirs, **parameters}

    def _rows_of(self, name: str, sight: Sight, projects: ProjectsOf) -> str:
        """Return a query for the projects' rows of a table of months: by number where they are few.

        A person's own rows have no numbers: they come from a view.
        """
        table = f"{sight.schema}.{name}"
        theirs = f"fiscal_year = {int(projects.fiscal_year)} and project_code in ({_CODES})"
        if projects.months is not None and name not in NAMED:
            theirs += " and month between {:d} and {:d}".format(*projects.months)
        if sight.is_own or len(projects.codes) > _FEW:
            return f"select * from {table} where {theirs}"  # noqa: S608 - names and numbers
        codes = {"project_codes": list(projects.codes)}
        found = self.cursor.execute(f"select rowid from {table} where {theirs}", codes).fetchall()  # noqa: S608 - the same
        numbers = ", ".join(str(number) for (number,) in found) or "-1"  # a row never
        return f"select * from {table} where rowid in ({numbers})"  # noqa: S608 - the same


def fetch(reading: Reading, query: str, record: type[Record], **parameters: object) -> list[Record]:
    """Return what ``Reading.ask`` does."""
    return reading.ask(query, record, **parameters)  # type: ignore[arg-type]  # as they come


def fetch_value(reading: Reading, query: str, **parameters: object) -> Any:  # noqa: ANN401 - one cell of any type
    """Return what ``Reading.ask_value`` does."""
    return reading.ask_value(query, **parameters)  # type: ignore[arg-type]  # as they come


def set_known_on(reading: Reading, moment: datetime | None) -> None:
    """Let every later question of a reading be as known on a moment."""
    if moment is not None:
        refuse_looking_back(reading.cursor)
    reading._known_on = moment  # noqa: SLF001 - until its callers say known_on themselves


@contextmanager
def one_snapshot(reading: Reading) -> Iterator[None]:
    """Do what ``Reading.snapshot`` does."""
    with reading.snapshot():
        yield


@contextmanager
def seeing_own(reading: Reading) -> Iterator[None]:
    """Let a transaction's questions see the person's own units for a while."""
    before = reading._sight  # noqa: SLF001 - until its callers ask transaction.own
    is_own = is_bound(reading.cursor)
    reading._sight = Sight(is_own=is_own, is_worked_out=True)  # noqa: SLF001 - the same
    try:
        yield
    finally:
        reading._sight = before  # noqa: SLF001 - the same


def fetch_page(
    reading: Reading,
    query: str,
    record: type[Record],
    *,
    fiscal_year: int,
    months: tuple[int, int],
    project_codes: Sequence[str],
    **parameters: object,
) -> list[Record]:
    """Return what ``Reading.ask`` does of these projects."""
    projects = ProjectsOf(fiscal_year, project_codes, months)
    return reading.ask(query, record, projects=projects, **parameters)  # type: ignore[arg-type]  # as they come
