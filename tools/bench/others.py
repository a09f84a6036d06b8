"""The bare aggregate of the judgement in SQLite and, where it is installed, PostgreSQL.

Both hold the same facts as the store, as their own types: fen as whole numbers in SQLite, numeric
in PostgreSQL. Neither has indexes, since the aggregate reads every row.
"""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from monitor.store.database import Store
from tools.bench.measures import median_seconds

# What the aggregate reads, the same rows in every database; amounts are exact in each.
TABLES = {
    "spending_facts": ("project_code", "month", "amount"),
    "plan_projects": ("project_code", "original_budget"),
    "result_facts": ("project_code", "month", "number"),
}
_TEXT = frozenset({"project_code"})
_PLACES = {"spending_facts": 2, "plan_projects": 2, "result_facts": 6}
_AT_ONCE = 50_000
# No other database has max_by: the newest month of each project is found by its number first.
AGGREGATE = """
    select count(*), sum(money.amount), sum(plans.budget), sum(results.counted)
    from (
        select project_code, max(month) as month
        from spending_facts where month <= 6 group by project_code
    ) as newest
    join spending_facts as money
        on newest.project_code = money.project_code and newest.month = money.month
    left join (
        select project_code, sum(original_budget) as budget
        from plan_projects group by project_code
    ) as plans on newest.project_code = plans.project_code
    left join (
        select project_code, count(number) as counted
        from result_facts where month <= 6 group by project_code
    ) as results on newest.project_code = results.project_code
"""


def measure_others(store: Store, folder: Path) -> dict[str, float]:
    """Return the seconds of the aggregate by the database's name; those that are there."""
    found = {"SQLite": _sqlite(store, folder / "bench.sqlite")}
    programs = _find_postgres()
    if programs is not None:
        found["PostgreSQL"] = _postgres(store, programs)
    return found


def _sqlite(store: Store, path: Path) -> float:
    with sqlite3.connect(path) as database:
        for table, columns in TABLES.items():
            database.execute(f"create table {table} ({', '.join(columns)})")
            places = ", ".join("?" * len(columns))
            for rows in _rows(store, table):
                database.executemany(f"insert into {table} values ({places})", rows)  # noqa: S608 - names from here
        database.commit()
        return median_seconds(lambda: database.execute(AGGREGATE).fetchall())


def _rows(store: Store, table: str) -> Iterator[list[tuple[object, ...]]]:
    """Go through a table in portions, amounts as whole numbers of their smallest part."""
    whole = 10 ** _PLACES[table]
    columns = [
        column if column in {*_TEXT, "month"} else f"cast({column} * {whole} as bigint)"
        for column in TABLES[table]
    ]
    with store.reading() as reading:
        cursor = reading.cursor
        cursor.execute(f"select {', '.join(columns)} from main.{table}")  # noqa: S608 - names from here
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows


def _find_postgres() -> Path | None:
    """Return the folder of PostgreSQL's programs, None where there is none or no Unix."""
    if sys.platform == "win32":
        return None
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    places = [Path(on_path)] if on_path else known[-1:]
    return places[0].resolve().parent if places else None


def _postgres(store: Store, programs: Path) -> float:
    with tempfile.TemporaryDirectory() as folder, _serving(programs, Path(folder)) as ask:
        for table, columns in TABLES.items():
            kinds = [f"{name} {'text' if name in _TEXT else 'numeric'}" for name in columns]
            ask(f"create unlogged table {table} ({', '.join(kinds)})", None)
            for rows in _rows(store, table):
                ask(f"copy {table} from stdin", "".join(map(_line, rows)))
        ask("analyze", None)
        return median_seconds(lambda: ask(AGGREGATE, None))


def _line(row: Sequence[object]) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in row) + "\n"


@contextmanager
def _serving(programs: Path, folder: Path) -> Iterator[Callable[[str, str | None], None]]:
    """Start a server of its own on a socket in a folder, and lend a way to ask it.

    It refuses to run as root: then it runs as nobody.
    """
    is_root = os.geteuid() == 0
    user = "nobody" if is_root else pwd.getpwuid(os.geteuid()).pw_name
    data = folder / "data"
    if is_root:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str, said: str | None = None) -> None:
        subprocess.run(
            [str(programs / program), *arguments],
            user=user if is_root else None,
            input=said,
            text=True,
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    run("initdb", "--pgdata", str(data), "--auth", "trust", "--username", "bench")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
    log = str(folder / "log")
    run("pg_ctl", "start", "--wait", "--pgdata", str(data), "--log", log, "--options", options)
    try:
        address = f"host={folder} user=bench dbname=postgres"
        yield lambda text, said: run("psql", "--quiet", "-d", address, "-c", text, said=said)
    finally:
        run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", str(data))
