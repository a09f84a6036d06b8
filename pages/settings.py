"""Settings: the rules of judgement, tried before they are saved, their history and their record."""

from __future__ import annotations

import streamlit as st

from monitor.policies.rules import list_policies, policy_in_force
from monitor.ui.settings import lead_settings, show_history, show_record
from monitor.ui.settings_form import draft_rules
from monitor.ui.settings_trial import show_said, show_trial
from monitor.ui.shell.captions import stop_in_lake
from monitor.ui.shell.components import show_empty, show_lead
from monitor.ui.shell.frame import enter

frame = enter()
stop_in_lake(frame.store, frame.language)
if frame.month is None:
    show_empty(frame)
    st.stop()

policies = list_policies(frame.store)
in_force = policy_in_force(policies, frame.month)
show_lead(lead_settings(frame.month, in_force, frame), frame)
show_said(frame)

changing, trying = st.columns(2, gap="large")
with changing:
    st.subheader(frame.say("settings.draft"))
    draft = draft_rules(policies, frame.month, frame)
with trying:
    st.subheader(frame.say("settings.preview"))
    show_trial(draft, frame.month, frame)

show_history(policies, in_force, frame)
show_record(frame.month.year, frame)
