"""The marts in Spark's words: read as DuckDB's SQL, written as Spark's, from the same files.

What the translator does not know is put right here, each with its reason; what cannot be said in
both is said more plainly in the mart itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import sqlglot
from sqlglot import exp

from monitor.store.views import PERCENT_OF

# Rounds half away from zero, as the store's macro of that name: an integer division, in which
# Spark answers a 64-bit number and sign() a floating one.
DIVIDE_ROUNDED = """
create or replace temporary function divide_rounded(
    numerator decimal(38, 0), denominator decimal(38, 0)
) returns decimal(38, 0)
return cast(case when numerator < 0 then -1 else 1 end as decimal(38, 0))
    * cast((2 * abs(numerator) + denominator) div (2 * denominator) as decimal(38, 0))
"""

_WHOLE = "DECIMAL(38, 0)"
_INTEGERS = (exp.DataType.Type.INT, exp.DataType.Type.BIGINT)


def translate(text: str) -> str:
    """Return a mart's text in Spark's words.

    Raises ``sqlglot.errors.SqlglotError`` for what cannot be translated faithfully.
    """
    tree = sqlglot.parse_one(text, read="duckdb").transform(_write_out)
    for cast in list(tree.find_all(exp.Cast)):
        # Spark has no whole number of 128 bits: 38 digits hold all that the marts multiply.
        if cast.to.this == exp.DataType.Type.INT128:
            cast.set("to", exp.DataType.build(_WHOLE))
        # A decimal cast to an integer is rounded by DuckDB and cut off by Spark.
        elif cast.to.this in _INTEGERS:
            cast.set("this", exp.cast(cast.this.copy(), _WHOLE))
    raising = sqlglot.ErrorLevel.RAISE
    return str(tree.sql(dialect="spark", unsupported_level=raising, comments=False))


def _write_out(node: exp.Expression) -> exp.Expression:
    """Return what a macro of the store stands for, with what it is called with."""
    if not (isinstance(node, exp.Anonymous) and node.name.lower() == "percent_of"):
        return node
    part, whole = node.expressions
    given = {"part": part, "whole": whole}
    written: exp.Expression = sqlglot.parse_one(PERCENT_OF, read="duckdb").transform(
        lambda each: given[each.name].copy() if isinstance(each, exp.Column) else each
    )
    return written


def translate_type(name: str) -> str:
    """Return Spark's word for a type of DuckDB's, as in ``DECIMAL(18,2)``."""
    words = {
        "HUGEINT": _WHOLE,
        "VARCHAR": "STRING",
        "TIMESTAMP": "TIMESTAMP_NTZ",
        "INTEGER": "INT",
    }
    return words.get(name, name)


def marts_needed(marts: Mapping[str, str], wanted: Iterable[str]) -> list[str]:
    """Return the marts that the wanted ones stand on, and themselves, each after what it reads.

    ``marts`` must be in such an order already.
    """
    needed, waiting = set[str](), list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += reads(marts[name]) & marts.keys()
    return [name for name in marts if name in needed]


def reads(text: str) -> set[str]:
    """Return the names a mart reads from, its own steps among them."""
    return set(re.findall(r"\b(?:from|join) ([a-z_0-9]+)", text))
