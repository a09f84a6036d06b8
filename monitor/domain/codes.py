"""Codes of units and projects: their usual shape, and how they come off the name behind them."""

from __future__ import annotations

import re
import unicodedata

_PROJECT_CODE = re.compile(r"\d{8}[A-Z][0-9A-Z]{12}", re.ASCII)
_YEAR_DIGITS = slice(6, 8)
_CENTURY = 2000
_LONGEST = 64  # no code is longer

# A code before a name: in brackets, parted from it, or glued to it. Glued on, only a usual project
# code or five and more digits count, and no counted thing may follow: 2023年会议费 is a name.
_COUNTED = "年月日元万亿人次个%"
_BRACKETED = re.compile(r"[(\[【]([0-9][0-9A-Z]{2,})[)\]】]\s*(.*)", re.ASCII | re.DOTALL)
_BARE = re.compile(r"([0-9][0-9A-Z]{2,})()", re.ASCII)
_PARTED = re.compile(
    rf"([0-9][0-9A-Z]{{2,}})[-—–_:\s]+(?![-—–_:\d\s{_COUNTED}])(.+)", re.ASCII | re.DOTALL
)
_GLUED = re.compile(
    rf"(\d{{8}}[A-Z][0-9A-Z]{{12}}|\d{{5,}})(?![-\d.,{_COUNTED}])(.+)", re.ASCII | re.DOTALL
)


def is_usual_project_code(code: str) -> bool:
    """Say whether a project code has the usual 21 characters; other lengths exist."""
    return _PROJECT_CODE.fullmatch(code) is not None


def fiscal_year_of(project_code: str) -> int | None:
    """Tell the year that digits 7 and 8 of a usual project code stand for, None for others."""
    if not is_usual_project_code(project_code):
        return None
    return _CENTURY + int(project_code[_YEAR_DIGITS])


def split_code_name(text: str) -> tuple[str, str]:
    """Split 131001曹妃甸区人民政协办公室本级 into code and name.

    The code is blank where the text begins with none; the name is blank where it is all code.
    Full-width digits and letters of the code are folded, the name stays as written.
    """
    stripped = text.strip()
    folded = "".join(map(_fold, stripped[:_LONGEST])) + stripped[_LONGEST:]
    for shape in (_BRACKETED, _BARE, _PARTED, _GLUED):
        found = shape.fullmatch(folded)
        if found is not None:
            return found[1], stripped[found.start(2) :].strip()
    return "", stripped


def _fold(character: str) -> str:
    """Fold a full-width character where one character stands for one, so that places agree."""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
