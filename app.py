"""The dashboard behind its gate: streamlit run app.py."""

from __future__ import annotations

import streamlit as st

from monitor.ui.serving import middleware, routes

app = st.App("dashboard.py", routes=routes(), middleware=middleware())
