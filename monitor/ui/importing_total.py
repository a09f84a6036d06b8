"""The control total of a file, typed by the person who has it on paper."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from monitor.domain.errors import WrongUse
from monitor.services.typed_total import parse_total
from monitor.ui.frame import Frame
from monitor.ui.notes import plain


def choose_total(frame: Frame) -> Decimal | None:
    """Offer to type the total the file must add up to; yuan, None where nothing is asked."""
    text = st.text_input(
        frame.say("import.total", unit=frame.money),
        key="import_total",
        placeholder=frame.say("import.total_hint"),
    )
    try:
        return parse_total(text, frame.money)
    except WrongUse as refusal:
        st.warning(plain(frame.say(refusal.code, **refusal.values)))
        return None
