"""Import: take a template or a file, see what it would change, confirm, and the way back."""

from __future__ import annotations

import streamlit as st

from monitor.intake.batches import list_batches
from monitor.ui.imports.choose import choose, take_file
from monitor.ui.imports.confirm import show_confirmation
from monitor.ui.imports.mappings import show_mappings
from monitor.ui.imports.page import lead_imports, show_batches
from monitor.ui.imports.preview import show_preview
from monitor.ui.imports.state import forget, look
from monitor.ui.shell.captions import stop_in_lake
from monitor.ui.shell.components import show_lead
from monitor.ui.shell.frame import enter

frame = enter()
stop_in_lake(frame.store, frame.language)
batches = list_batches(frame.store)
show_lead(lead_imports(batches, frame), frame)

st.subheader(frame.say("import.step1"))
choosing, uploading = st.columns(2, gap="large")
with choosing:
    choice = choose(batches, frame)
with uploading:
    request = take_file(choice, frame) if choice else None

st.subheader(frame.say("import.step2"))
seen = None
if request is None:
    st.caption(frame.say("import.step2_waiting"))
else:
    forget()
    seen = look(request, frame)
    show_preview(seen, frame)

st.subheader(frame.say("import.step3"))
show_confirmation(seen, frame)

st.subheader(frame.say("import.batches"))
show_batches(batches, frame)
show_mappings(frame)
