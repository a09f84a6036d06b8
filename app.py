"""The dashboard behind its gate, and the script that draws it: streamlit run app.py."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from monitor.ui.serving import middleware, routes
from monitor.ui.shell.frame import run

if get_script_run_ctx(suppress_warning=True) is None:  # loaded once, by the server
    app = st.App(__file__, routes=routes(), middleware=middleware())
else:  # run at every visit, by the server that was given this file, or by a test
    run()
