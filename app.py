"""The dashboard behind its gate: streamlit run app.py."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from monitor.ui.serving import middleware, routes
from monitor.ui.shell.frame import run

if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App("dashboard.py", routes=routes(), middleware=middleware())
else:  # run as a script itself, by a test or a server of scripts: the pages ask who is there
    run()
