"""Facts of many stores as Parquet, judged on Apache Spark; optional, beside the product."""

import monitor_lake.words  # noqa: F401 - from here on its words can be said
