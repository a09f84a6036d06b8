"""The form of a follow-up: new, or with what stands to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import streamlit as st

from monitor.domain.follow_ups import CauseKind, FollowUp, Progress
from monitor.services.attaching import LARGEST_FILE, MOST_FILES
from monitor.services.following_up import LONGEST_OWNER, LONGEST_TEXT, Changed
from monitor.ui.frame import Frame
from monitor.ui.uploader import uploading

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person entered; ``about`` is an indicator's key, ``files`` names with bytes."""

    about: str
    fields: Changed
    files: tuple[tuple[str, bytes], ...]

    def changed_from(self, shown: FollowUp) -> Changed:
        """Return what differs from what was shown, so that no one else's change is undone."""
        differing = {
            name: value for name, value in self.fields.items() if value != getattr(shown, name)
        }
        return cast("Changed", differing)


def ask(
    key: str, shown: FollowUp | None, subjects: Mapping[str, str], frame: Frame
) -> Entered | None:
    """Draw the form and return what was entered when it was sent; no subjects, no choice of one."""
    stands = shown or FollowUp("", "")
    causes, states = ["", *CauseKind], list(Progress)
    with st.form(f"follow_up_{key}"):
        about = (
            st.selectbox(
                frame.say("follow.about"), [*subjects], format_func=lambda key: subjects[key]
            )
            if subjects
            else ""
        )
        measure = st.text_area(
            frame.say("follow.measure"), stands.measure, max_chars=LONGEST_TEXT, height=80
        )
        owner_place, due_place = st.columns(2)
        owner = owner_place.text_input(
            frame.say("follow.owner"), stands.owner, max_chars=LONGEST_OWNER
        )
        due = due_place.date_input(frame.say("follow.due"), stands.due, format="YYYY-MM-DD")
        state = st.segmented_control(
            frame.say("follow.state"),
            states,
            default=Progress(stands.state),
            required=True,
            format_func=lambda code: frame.say(f"progress.{code}"),
        )
        cause = st.selectbox(
            frame.say("follow.cause"),
            causes,
            index=causes.index(stands.cause),
            format_func=lambda code: (
                frame.say(f"cause_kind.{code}") if code else frame.say("follow.no_cause")
            ),
        )
        analysis = st.text_area(
            frame.say("follow.analysis"), stands.analysis, max_chars=LONGEST_TEXT, height=80
        )
        remark = st.text_input(frame.say("follow.remark"), stands.remark, max_chars=LONGEST_TEXT)
        size = LARGEST_FILE // _MEBIBYTE
        with uploading("upload-new" if shown is None else "upload-change", size, frame):
            files = st.file_uploader(
                frame.say("follow.files"),
                accept_multiple_files=True,
                max_upload_size=size,
                help=frame.say("follow.files_hint", size=size, count=MOST_FILES),
            )
        if not st.form_submit_button(
            frame.say("follow.save" if shown is None else "follow.save_change")
        ):
            return None
    return Entered(
        about or "",
        {
            "measure": measure,
            "owner": owner,
            "due": due,
            "state": str(state or stands.state),
            "cause": str(cause),
            "analysis": analysis,
            "remark": remark,
        },
        tuple((each.name, each.getvalue()) for each in files),
    )
