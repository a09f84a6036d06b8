"""Show a person bound to units those alone, whatever is asked, and take no other rows.

Schema scoped_past holds a view for every table, under the table's own name, with the rows of the
person's projects; the views of staging and marts are there again over those. Schema scoped does
the same for the materialised months. A cursor that looks through both by their unqualified names
cannot ask past them. What is the person's own is in variables of the cursor; unset shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.domain.errors import NotAllowed
from monitor.store.ownership import batch_units_query, batches_of, projects_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


Row = Mapping[str, object]


def _is_among(stated: str, variable: str, kind: str = "varchar") -> str:
    """Return the condition that what is stated is one of a list; unset, it is one of none.

    Asked as a join: a long list costs little more than a short one.
    """
    return f"{stated} in (select unnest(cast(getvariable('{variable}') as {kind}[])))"


_PROJECT = _is_among("concat(fiscal_year, ' ', project_code)", "own_projects")
_UNIT = "list_contains(getvariable('units'), unit_code)"  # a filter: others' rows are not read
_BATCH = _is_among("batch_id", "own_batches", "bigint")

# Tables that say nothing of a project or a unit, and what a person bound to units sees of them.
_OTHERWISE = {
    "batches": _BATCH,
    "batch_events": _BATCH,
    "batch_findings": _is_among("batch_id", "whole_batches", "bigint"),
    "follow_up_files": f"follow_up_id in (select follow_up_id from follow_up_events where {_PROJECT})",  # noqa: E501, S608 - text from code
    "calendar": "true",  # a table where a lake was brought in, as are the rules by month
    "header_mappings": "true",
    "policies": "true",
    "policy_floors": "true",
    "policy_months": "true",
    "policy_withdrawals": "true",
}


def scoping_text() -> str:
    """Return what identifies the rules of this module."""
    return "\n".join([_PROJECT, _UNIT, *_OTHERWISE.values(), batch_units_query()])


def build_scoped(
    connection: DuckDBPyConnection, views: Iterable[tuple[str, str]], months: Sequence[str]
) -> None:
    """Make both schemas anew from the tables there are and the views in their order.

    A table without a project, a unit or a rule above shows no row: forgetting one hides it.
    """
    for schema in ("scoped", "scoped_past"):
        connection.execute(f"drop schema if exists {schema} cascade")
        connection.execute(f"create schema {schema}")
    for table, columns in _columns(connection, "main").items():
        _filter(connection, "scoped_past", "main", table, columns)
    for table, columns in _columns(connection, "materialised").items():
        if table in months:
            _filter(connection, "scoped", "materialised", table, columns)
    connection.execute("set search_path = 'scoped_past'")
    for name, text in views:
        connection.execute(f"create view scoped_past.{name} as\n{text}")
    connection.execute("use main")


def _filter(
    connection: DuckDBPyConnection, schema: str, source: str, table: str, columns: set[str]
) -> None:
    connection.execute(
        f"create view {schema}.{table} as select * from {source}.{table}"  # noqa: S608 - names from the catalogue
        f" where {_rule(table, columns, is_month=source == 'materialised')}"
    )


def _rule(table: str, columns: set[str], *, is_month: bool) -> str:
    if table in _OTHERWISE:
        return _OTHERWISE[table]
    if is_month and "unit_code" in columns:  # which there is the unit of the project
        return _UNIT
    if {"fiscal_year", "project_code"} <= columns:
        return _PROJECT
    return _UNIT if "unit_code" in columns else "false"


def _columns(connection: DuckDBPyConnection, schema: str) -> dict[str, set[str]]:
    rows = connection.execute(
        "select columns.table_name, columns.column_name from duckdb_columns() as columns"
        " inner join duckdb_tables() as tables using (database_oid, schema_oid, table_oid)"
        " where columns.schema_name = $schema and columns.database_name = current_database()",
        {"schema": schema},
    ).fetchall()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


@dataclass(frozen=True, slots=True)
class VisibleIds:
    """What is a person's own: projects as year and code, imports of theirs, and of theirs alone."""

    own_projects: list[str]
    own_batches: list[int]
    whole_batches: list[int]


def bind(
    cursor: DuckDBPyConnection, units: Sequence[str], known: VisibleIds | None = None
) -> VisibleIds:
    """Bind a cursor to units, so that both schemas show them; it must look at schema main.

    ``known`` is what an earlier call returned for the same units and the same data, if any.
    """
    cursor.execute("set variable units = $units", {"units": list(units)})
    visible = known or _find_visible_ids(cursor)
    _lay_out(cursor, visible)
    return visible


def _find_visible_ids(cursor: DuckDBPyConnection) -> VisibleIds:
    """Find out what is the person's own; the cursor is bound and looks at schema main."""
    units = [str(unit) for unit in _own(cursor, "units")]
    projects = [_key(*project) for project in projects_of(cursor, units)]
    return VisibleIds(projects, *batches_of(cursor, units))


def _lay_out(cursor: DuckDBPyConnection, visible: VisibleIds) -> None:
    for name in VisibleIds.__slots__:
        cursor.execute(f"set variable {name} = $own", {"own": getattr(visible, name)})


def is_bound(cursor: DuckDBPyConnection) -> bool:
    """Say whether a cursor belongs to a person bound to units."""
    return bool(cursor.execute("select getvariable('units') is not null").fetchall()[0][0])


def check_rows(
    cursor: DuckDBPyConnection, table: str, incoming: Sequence[Row], common: Row
) -> None:
    """Refuse rows about projects, imports or follow-ups of other units.

    Raises ``NotAllowed`` with up to five of the codes.
    """
    if table in ("batches", "batch_findings") or not is_bound(cursor):
        return  # they come with rows that are checked
    _lay_out(cursor, _find_visible_ids(cursor))
    rows = [{**row, **common} for row in incoming]
    strange = _strange(cursor, table, rows)
    if strange:
        shown = "、".join(list(dict.fromkeys(strange))[:5])
        raise NotAllowed(
            "not_your_unit", found=shown, units="、".join(map(str, _own(cursor, "units")))
        )


def _strange(cursor: DuckDBPyConnection, table: str, rows: Sequence[Row]) -> list[str]:
    """Name what is not the person's own; a plan may bring projects that nobody has yet."""
    if table == "plan_projects":
        projects = cursor.execute(
            "select fiscal_year, project_code from projects"
            " where project_code in (select unnest($codes))",
            {"codes": [str(row["project_code"]) for row in rows]},
        ).fetchall()
        foreign = {_key(*project) for project in projects} - set(_own(cursor, "own_projects"))
        return _outside(rows, "unit_code", _own(cursor, "units")) + [
            str(row["project_code"]) for row in rows if _project(row) in foreign
        ]
    if any(row.get("project_code") for row in rows):
        own = set(_own(cursor, "own_projects"))
        return [str(row["project_code"]) for row in rows if _project(row) not in own]
    if table == "batch_events":
        return _outside(rows, "batch_id", _own(cursor, "whole_batches"))
    if table == "follow_up_files":
        events = cursor.execute("select follow_up_id from scoped_past.follow_up_events").fetchall()
        return _outside(rows, "follow_up_id", [row[0] for row in events])
    return _outside(rows, "unit_code", _own(cursor, "units")) if "unit_code" in rows[0] else []


def _own(cursor: DuckDBPyConnection, name: str) -> list[object]:
    found: list[object] = cursor.execute(f"select getvariable('{name}')").fetchall()[0][0] or []
    return found


def _outside(rows: Sequence[Row], column: str, own: Sequence[object]) -> list[str]:
    known = set(own)
    return [str(row[column]) for row in rows if row[column] not in known]


def _project(row: Row) -> str:
    return _key(row["fiscal_year"], row["project_code"])


def _key(fiscal_year: object, project_code: object) -> str:
    return f"{fiscal_year} {project_code}"
