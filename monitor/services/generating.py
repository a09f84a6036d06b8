"""A made-up country: as many projects as asked for, into the store.

What is written passes for imported: batches of real kinds with their facts, dated through the
year, marked as samples. The same request always gives the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitor.domain.errors import WrongUse
from monitor.services.generating_batches import append_all
from monitor.services.generating_country import Asked as Asked  # noqa: PLC0414 - for faces
from monitor.services.generating_country import draw
from monitor.store.connection import Store
from monitor.store.file_store import keep_file


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written; ``is_new`` is false where it stood there already."""

    batches: int
    facts: int
    is_new: bool


def generate(store: Store, asked: Asked, files_folder: Path) -> Generated:
    """Write it into an empty store; a store that holds just this already is left alone.

    Raises ``WrongUse`` for a store that holds anything else.
    """
    asked.check()
    digest = keep_file(files_folder, asked.text.encode())
    with store.transaction("import") as transaction:
        cursor = transaction.cursor
        found = cursor.execute(
            "select count(*), sum(facts_count), count(*) filter (where file_sha256 = $digest)"
            " from batches",
            {"digest": digest},
        ).fetchall()[0]
        if found[0]:
            if found[0] != found[2]:
                raise WrongUse("generate_not_empty", path=store.path)
            return Generated(found[0], int(found[1]), is_new=False)
        batches = append_all(cursor, draw(asked), digest)
        transaction.keep(asked.year)
    return Generated(len(batches), sum(batches), is_new=True)
