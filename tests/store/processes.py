"""Other processes that use the same database, each a few lines of Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPEND = """
    insert into batches
    select
        coalesce(max(batch_id), 0) + 1, 'plan', 2023, null, null, $name, '', 0, 0, '',
        timestamp '2023-01-01', '[]', false
    from batches
"""
_HEAD = f"""
import sys, threading
from pathlib import Path
from monitor.store.database import Store

store = Store(Path(sys.argv[1]), wait_seconds=60)


def tell(word):
    print(word, flush=True)


def append(transaction, name):
    transaction.everything.cursor.execute('''{APPEND}''', {{"name": name}})

"""
HOLD = """
with store.reading():
    tell("holds")
    sys.stdin.readline()
"""
READ_ON = """
asked_to_stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), asked_to_stop.set()), daemon=True).start()
while not asked_to_stop.is_set():
    with store.reading() as reading:
        cursor = reading.cursor
        cursor.execute("select count(*) from batches").fetchall()
    tell("read")
"""
WRITE_TEN = """
for _ in range(10):
    with store.transaction() as transaction:
        append(transaction, "one of ten")
        transaction.keep()
tell("wrote")
"""
DIE_WHILE_WRITING = """
with store.transaction() as transaction:
    append(transaction, "kept")
    transaction.keep()
with store.transaction() as transaction:
    append(transaction, "never kept")
    tell("writes")
    sys.stdin.readline()
"""
COUNT = """
with store.reading() as reading:
    cursor = reading.cursor
    tell(cursor.execute("select count(*) from batches").fetchall()[0][0])
"""


@contextmanager
def another(code: str, database: Path) -> Iterator[subprocess.Popen[str]]:
    """Run code in another process, which ends with the block at the latest."""
    with subprocess.Popen(
        [sys.executable, "-c", _HEAD + code, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> str:
    """Wait for a word of the other process."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def stop(process: subprocess.Popen[str]) -> int:
    """Let the other process come to its end and return its exit code."""
    process.communicate("\n", timeout=60)
    return process.returncode
