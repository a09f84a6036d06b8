"""The made-up country: projects, plans and months to measure and test with."""

import tools.made_up.words  # noqa: F401 - from here on its words can be said
