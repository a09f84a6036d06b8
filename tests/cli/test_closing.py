from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.conftest import Ask

MONTH = ("--month", "2023-06", "--unit", "131001")
MORE = "项目编码,2023年6月累计支出（元）\n13020923P000139100010,1\n"


def states(ask: Ask) -> list[str]:
    return [row["state"] for row in ask("months", "--unit", "131001", "--json").data][:6]


def test_months_are_listed_submitted_certified_and_given_back(sampled: Ask) -> None:
    assert states(sampled) == ["open"] * 6
    told = sampled("months", "submit", *MONTH)
    assert told.code == 2
    assert "13020923P00014410001T" in told.out
    assert "请先补报，或写明说明后报送" in told.err
    assert sampled("months", "submit", *MONTH, "--remark", "下月补").code == 0
    assert states(sampled)[5] == "submitted"
    assert sampled("months", "return", *MONTH).code == 2
    assert sampled("months", "return", *MONTH, "--reason", "补报").code == 0
    assert sampled("months", "submit", *MONTH, "--remark", "齐了").code == 0
    assert sampled("months", "certify", *MONTH).out == "131001 2023-06 已审定。\n"
    (row,) = sampled("months", *MONTH, "--json").data
    assert (row["state"], row["missing_projects"], row["exceptions"]) == ("certified", 1, [])
    assert sampled("months", "--state", "certified", "--csv").out.count("\n") == 2


def test_an_import_into_a_certified_month_is_blocked_and_takes_a_named_exception(
    sampled: Ask, tmp_path: Path
) -> None:
    file = tmp_path / "支出.csv"
    file.write_text(MORE, "utf-8")
    sampled("months", "submit", *MONTH, "--remark", "齐了")
    sampled("months", "certify", *MONTH)
    told = sampled("import", "spending", file)
    assert told.code == 1
    assert "会改动已审定的月份（131001 曹妃甸区人民政协办公室本级 2023-06）" in told.err
    assert sampled("import", "spending", file, "--check").code == 1
    newest = sampled("batches", "--json").data[0]["batch_id"]
    june = next(
        row["batch_id"]
        for row in sampled("batches", "--json").data
        if (row["kind"], row["month"]) == ("spending", 6)
    )
    assert sampled("withdraw", june).code == 3
    until = str(datetime.now(UTC).date() + timedelta(days=1))
    assert sampled("months", "except", *MONTH, "--reason", "漏报").code == 2
    assert sampled("months", "except", *MONTH, "--until", until).code == 2
    granted = sampled("months", "except", *MONTH, "--until", until, "--reason", "漏报")
    assert granted.code == 0
    done = sampled("import", "spending", file, "--json")
    assert done.data["batch_id"] == newest + 1
    assert sampled("months", "end", *MONTH).code == 0
    file.write_text(MORE.replace(",1\n", ",2\n"), "utf-8")
    assert sampled("import", "spending", file).code == 1


def test_what_is_missing_is_listed(sampled: Ask) -> None:
    rows = sampled("months", "missing", *MONTH, "--json").data
    assert [row["project_code"] for row in rows if row["spending_missing"]] == [
        "13020923P00014410001T"
    ]
    assert sampled("months", "missing", "--month", "2023-06").code == 2


def test_status_says_how_far_the_month_is(sampled: Ask) -> None:
    assert sampled("status", *MONTH).err == "月份状态：未报送审定\n"
    sampled("months", "submit", *MONTH, "--remark", "齐了")
    assert "月份状态：已报送待审定" in sampled("status", *MONTH).err
    told = sampled("status", *MONTH, "--json")
    assert {row["month_state"] for row in told.data} == {"submitted"}
    assert told.err == ""
