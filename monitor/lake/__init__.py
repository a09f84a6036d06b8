"""Past one machine: facts as Parquet, and the marts on Apache Spark.

The only floor that knows Spark and the translator of its SQL; both are an optional extra.
"""

import monitor.words.lake  # noqa: F401 - from here on its words can be said
