"""The place where files are handed in, with words of the page's language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from monitor.ui.frame import Frame


@contextmanager
def uploading(key: str, limit: int, frame: Frame) -> Iterator[None]:
    """Say what stands in place of the uploader's own words; ``key`` begins with upload.

    ``limit`` is in megabytes.
    """
    words = {
        "--em-upload": frame.say("import.upload_button"),
        "--em-drop": frame.say("import.upload_drop", limit=limit),
    }
    said = "".join(
        f"{name}:{json.dumps(word, ensure_ascii=False)};" for name, word in words.items()
    )
    st.html(f"<style>.st-key-{key} {{{said}}}</style>")
    with st.container(key=key):
        yield
