"""Counting files, and the modules that one preview of an upload passes through."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.reach import (
    PACKAGE,
    ROOT,
    Follower,
    Passage,
    describe,
    follow_preview,
    holds_code,
    measure_size,
)


def made_module(name: str, text: str, **found: object) -> dict[str, object]:
    """Make functions that stand in a module of the product."""
    path = Path(ROOT, PACKAGE, *name.split(".")).with_suffix(".py")
    exec(compile(text, str(path), "exec"), found)  # noqa: S102 - the test's own text
    return found


def test_a_module_counts_from_the_first_call_of_the_preview_to_its_end() -> None:
    low = made_module("store.low", "def fetch(): pass\ndef also(): fetch()")
    rule = made_module("domain.rule", "def judge(fetch): fetch()")
    top = made_module(
        "services.top",
        "def preview():\n also()\n judge(fetch)\n",
        also=low["also"],
        fetch=low["fetch"],
        judge=rule["judge"],
    )
    late = made_module("ui.late", "def show(preview): preview()\ndef after(): pass")
    passage = Passage()
    sys.setprofile(Follower(passage, "preview").follow)
    try:
        late["show"](top["preview"])  # type: ignore[operator]  # made from text
        late["after"]()  # type: ignore[operator]
    finally:
        sys.setprofile(None)
    assert passage.modules == ["services.top", "store.low", "domain.rule"]
    assert passage.package_changes == 2
    assert passage.passes == 3  # top to low, top to rule, rule to low; low to low is none


def test_a_preview_of_a_sample_month_passes_from_the_upload_to_the_store(samples: Path) -> None:
    passage = follow_preview([("import", "plan", str(samples / "plan-2023.docx"))])
    assert len(passage.modules) == len(set(passage.modules))
    assert any(module.startswith("store.") for module in passage.modules)
    assert len(passage.modules) <= passage.passes + 1
    assert passage.reading_modules
    assert not set(passage.reading_modules) & set(passage.modules)


def test_only_files_with_statements_of_their_own_count_as_code(tmp_path: Path) -> None:
    assert not holds_code('"""Words."""\nfrom __future__ import annotations\n')
    assert not holds_code("")
    assert holds_code("from monitor.config import Settings\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "__init__.py").write_text('"""Words."""\n', "utf-8")
    (tmp_path / "a" / "one.py").write_text("X = 1\nY = 2\n", "utf-8")
    size = measure_size(tmp_path)
    assert size.lines == {Path("a/one.py"): 2}
    assert size.folders == {"a": 1}
    assert "largest modules            a/one.py 2" in list(describe(size, Passage()))
