"""Reading a file handed in: how far it has come is told, and by what it was read."""

from __future__ import annotations

from monitor.intake.read_file import ReadingAsked, read_file

HEAD = "单位：元\n项目编码,支付日期,支付金额\n"
ROW = "13020923P000000000001,2023-04-02,5\n"


def told(rows: int) -> list[float]:
    """Read a payment list of so many rows and return the shares told on the way."""
    shares: list[float] = []

    def tell(step: str, share: float) -> None:
        assert step == "reading"
        shares.append(share)

    data = (HEAD + ROW * rows).encode()
    assert read_file("spending", data, ReadingAsked(), on_progress=tell).spending
    return shares


def test_a_long_file_tells_how_far_it_is() -> None:
    shares = told(60_000)
    assert len(shares) >= 3
    assert shares == sorted(set(shares))
    assert 0.1 <= shares[0] < shares[-1] < 0.4


def test_a_short_file_has_nothing_to_tell_between_its_ends() -> None:
    assert told(5) == [0.1]
