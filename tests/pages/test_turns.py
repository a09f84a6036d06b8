"""Pages are drawn one after the other, in the order they came; long work lets others pass."""

from __future__ import annotations

import threading

import pytest

from monitor.ui.shell import queue
from monitor.ui.shell.queue import in_queue, out_of_queue


def test_one_page_is_drawn_at_a_time() -> None:
    inside: list[int] = []
    most: list[int] = []

    def draw() -> None:
        with in_queue():
            inside.append(1)
            most.append(len(inside))
            threading.Event().wait(0.01)
            inside.pop()

    pages = [threading.Thread(target=draw) for _ in range(8)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert most == [1] * 8


def test_long_work_lets_another_page_pass_and_waits_for_its_turn_again() -> None:
    said: list[str] = []
    is_passed = threading.Event()

    def pass_by() -> None:
        with in_queue():
            said.append("passed")
        is_passed.set()

    with in_queue():
        other = threading.Thread(target=pass_by)
        other.start()
        with out_of_queue():
            assert is_passed.wait(10)
            said.append("read")
        said.append("drawn")
        other.join()
    assert said == ["passed", "read", "drawn"]


def test_nobody_is_held_up_longer_than_patience_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "_PATIENCE", 0.01)
    is_drawn = threading.Event()

    def draw() -> None:
        with in_queue(), out_of_queue():
            is_drawn.set()

    with in_queue():
        threading.Thread(target=draw).start()
        assert is_drawn.wait(10)


def test_an_error_gives_the_turn_back() -> None:
    with pytest.raises(ValueError, match="bug"), in_queue():
        raise ValueError("bug")
    with in_queue(), out_of_queue():
        pass


def test_work_outside_of_a_page_needs_no_turn() -> None:
    with in_queue():
        other = threading.Thread(target=lambda: out_of_queue().__enter__())
        other.start()
        other.join(10)
        assert not other.is_alive()
