"""Ask the store a question: a named query of sql/queries, answered as records.

Where the months come from is decided here: as they were materialised, or worked out anew from the
facts (within a transaction, or as known on a moment); of all units or of one person's own. Each
question sets the search path that answers it.

A question about a few of very many projects first finds where their rows are, then reads these
rows alone. Of a table it joins, DuckDB reads whole rows before it knows which are wanted; a
million projects need it: the indicators of 50 of them take a sixth of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

import duckdb

from monitor.store.materialised import NAMED, OF_PROJECTS
from monitor.store.origin import Origin, fetch_origin, refuse_looking_back
from monitor.store.parsed import names_in
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
        return "main" if self.is_worked_out else "materialised"

    @property
    def schema(self) -> str:
        """Return where the tables of months are, or those of facts where they are worked out."""
        return self.path.partition(",")[0]


WORKED_OUT = Sight(is_worked_out=True)


def look(cursor: duckdb.DuckDBPyConnection, sight: Sight) -> None:
    """Set what a cursor sees, until it is set again."""
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

    ``sight`` is what its questions see, ``rests`` what its cursor sees between two of them.
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

    def ask(
        self,
        query: str,
        record: type[Record],
        projects: ProjectsOf | None = None,
        /,
        **parameters: object,
    ) -> list[Record]:
        """Return a record per row; the query's columns must cover the record's fields by name.

        With ``projects`` the question is asked of these alone.
        """
        with self._seeing(), self._steady(projects):
            text, given = self._worded(query, projects, parameters)
            answer = self.cursor.execute(text, dict(given))
            columns = [column[0] for column in answer.description or ()]
            rows = answer.fetchall()
        places = [columns.index(each.name) for each in fields(record)]  # type: ignore[arg-type]  # any dataclass
        return [record(*[row[place] for place in places]) for row in rows]

    def ask_value(self, query: str, **parameters: object) -> Any:  # noqa: ANN401 - one cell of any type
        """Return the first cell of the first row, None when there is no row."""
        with self._seeing():
            rows = self.cursor.execute(read_folder("queries")[query], parameters).fetchall()
        return rows[0][0] if rows else None

    def lay_out(
        self, table: str, query: str, *, projects: ProjectsOf | None = None, **parameters: object
    ) -> None:
        """Leave an answer in a temporary table of this name, for other queries to read."""
        with self._seeing():
            text, given = self._worded(query, projects, parameters)
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
    def _seeing(self) -> Iterator[None]:
        """See what a question is about, and afterwards what the cursor rests on."""
        if self._sight == self._rests:
            yield
            return
        look(self.cursor, self._sight)
        try:
            yield
        finally:
            # A transaction that has failed takes nothing but its end, and answers nothing more.
            with suppress(duckdb.TransactionException):
                look(self.cursor, self._rests)

    def _worded(
        self, query: str, projects: ProjectsOf | None, parameters: Parameters
    ) -> tuple[str, Parameters]:
        """Return the text that answers, and its parameters."""
        text = read_folder("queries")[query]
        if projects is None:
            return text, parameters
        named = names_in(text)
        theirs = {
            name: value for name, value in projects.parameters.items() if name in named.parameters
        }
        if self._sight.is_worked_out:
            codes = {"project_codes": list(projects.codes)}
            tables = tables_of_facts(self.cursor)
            subset = Subset(projects.fiscal_year, tables, _CODES, codes, schema=self._sight.schema)
            return subset.narrow(text), {**subset.given, **theirs, **parameters}
        steps = [
            f"{name} as materialized ({rows})"
            for name in sorted(OF_PROJECTS & named.tables)
            for rows in [self._rows_of(name, projects)]
        ]
        if any("$project_codes" in step for step in steps):
            theirs["project_codes"] = list(projects.codes)
        narrowed = f"with {', '.join(steps)} select * from ({text})" if steps else text  # noqa: S608 - text from code
        return narrowed, {**theirs, **parameters}

    def _rows_of(self, name: str, projects: ProjectsOf) -> str:
        """Return a query for the projects' rows of a table of months: by number where they are few.

        A person's own rows have no numbers: they come from a view.
        """
        table = f"{self._sight.schema}.{name}"
        theirs = f"fiscal_year = {int(projects.fiscal_year)} and project_code in ({_CODES})"
        if projects.months is not None and name not in NAMED:
            theirs += " and month between {:d} and {:d}".format(*projects.months)
        if self._sight.is_own or len(projects.codes) > _FEW:
            return f"select * from {table} where {theirs}"  # noqa: S608 - names and numbers
        codes = {"project_codes": list(projects.codes)}
        found = self.cursor.execute(f"select rowid from {table} where {theirs}", codes).fetchall()  # noqa: S608 - the same
        numbers = ", ".join(str(number) for (number,) in found) or "-1"  # a row never
        return f"select * from {table} where rowid in ({numbers})"  # noqa: S608 - the same


def begin_reading(
    cursor: duckdb.DuckDBPyConnection, *, is_own: bool = False, known_on: datetime | None = None
) -> Reading:
    """Let a cursor answer questions on the months as materialised, or as known on a moment.

    Raises ``WrongUse`` for a moment of a database made from a lake: it knows none.
    """
    sight = Sight(is_own=is_own, is_worked_out=known_on is not None)
    if known_on is not None:
        refuse_looking_back(cursor)
        cursor.execute("set variable known_on = cast($moment as timestamp)", {"moment": known_on})
    look(cursor, sight)
    return Reading(cursor, sight)
