"""The made-up country: projects, plans and months to measure and test with."""

import monitor.words.benchmarking  # noqa: F401 - from here on its words can be said
