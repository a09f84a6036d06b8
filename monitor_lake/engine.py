"""A session of Apache Spark that counts as exactly as the store does."""

from __future__ import annotations

import importlib.util
import os
import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.domain.errors import WrongUse

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


_EXACT = {
    # What does not fit is an error, as in DuckDB, and never null.
    "spark.sql.ansi.enabled": "true",
    # A product of decimals keeps all its places, in a comparison too.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",
    "spark.sql.session.timeZone": "UTC",
    # What lies together by project is joined by project and month without being sent around.
    "spark.sql.requireAllClusterKeysForCoPartition": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
}

_HERE = {
    "spark.driver.host": "localhost",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "16",  # a cluster's number would be mostly waiting
}


def require_spark() -> None:
    """Raise ``WrongUse`` where Spark or Java is missing."""
    if importlib.util.find_spec("pyspark") is None:
        raise WrongUse("lake_no_spark")
    if not _has_java():
        raise WrongUse("lake_no_java")


@contextmanager
def spark_session(master: str, settings: Mapping[str, str]) -> Iterator[SparkSession]:
    """Lend a session on the master named; ``settings`` are Spark's own and win.

    A master of this machine listens on loopback only. Raises ``WrongUse`` where the master does
    not answer or Spark cannot do what is asked within.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of newer pandas, which nothing here uses
        from pyspark.errors import PySparkException  # noqa: PLC0415 - an optional extra
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra
    is_here = master.startswith("local")
    if is_here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.Builder().master(master).appName("monitor lake judge")
    for name, value in (_EXACT | (_HERE if is_here else {}) | dict(settings)).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
    except (PySparkException, OSError) as trouble:
        raise WrongUse("lake_no_master", master=master, trouble=say_briefly(trouble)) from trouble
    try:
        yield session
    except PySparkException as trouble:
        raise WrongUse("lake_spark_failed", trouble=say_briefly(trouble)) from trouble
    finally:
        session.stop()


def say_briefly(trouble: Exception) -> str:
    """Return the first line of what Spark says."""
    return str(trouble).strip().partition("\n")[0]


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    if home:
        return any((Path(home) / "bin" / name).is_file() for name in ("java", "java.exe"))
    return shutil.which("java") is not None
