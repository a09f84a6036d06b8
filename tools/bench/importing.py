"""Measure the import of a large workbook against bare python-calamine on the same file.

The same job is done once by pandas with openpyxl beside it.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from monitor.config import SAMPLES_FOLDER
from monitor.domain.month import Month
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.request import ImportRequest
from monitor.store.database import Store
from monitor.upkeep.setup import SAMPLE_PLAN
from tools.bench.measures import Line, median_seconds

ROWS = 200_000
PROJECTS = (
    ("13020923P00014110001R", "调研学习考察费"),
    ("13020923P00014810001H", "劳模荣誉津贴"),
    ("13020923P000140100014", "区政协三届三次会议费"),
    ("13020923P000139100010", "日常会务费"),
    ("13020923P000143100015", "文史资料征编费"),
    ("13020923P00014410001T", "政协团结联谊费用"),
    ("13020923P00014510001G", "政协委员活动经费"),
    ("13020923P000151100011", "政协委员履职平台APP后续开发和运行维护资金"),
)
HEADER = (
    "预算单位编码", "预算单位名称", "项目编码", "项目名称", "支付日期", "支付金额", "收款人",
    "用途", "资金性质", "支付方式", "功能科目", "经济科目", "凭证号", "备注",
)  # fmt: skip
# What the system says of a process carries over from the one that started it; this does not.
MEASURE_PARENT = """
import re, sys
from pathlib import Path
from monitor.domain.month import Month
from monitor.intake.commit import preview_import
from monitor.intake.request import ImportRequest
from monitor.store.database import Store
data = Path(sys.argv[1]).read_bytes()
request = ImportRequest("spending", "payments.xlsx", data, "bench", Month(2023, 6))
preview = preview_import(Store(Path(sys.argv[2])), request)
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(preview.facts_count, int(peak[1]) // 1024)
"""


def payments(rows: int) -> bytes:
    """Make a payment list of the sample plan's projects, the same on every run."""
    chance = random.Random(rows)  # noqa: S311 - figures for measuring
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("支付明细")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, "单位：元")
    sheet.write_row(1, 0, HEADER)
    for number in range(rows):
        row = number + 2
        code, name = chance.choice(PROJECTS)
        paid = date(2023, 1, 1) + timedelta(days=chance.randrange(180))
        sheet.write_row(row, 0, ("131001", "区政协办公室", code, name))
        sheet.write_datetime(row, 4, paid, day)
        sheet.write_number(row, 5, chance.randrange(100, 90_000) / 100)
        sheet.write_row(
            row, 6, ("某公司", "业务支出", "财政资金", "直接支付", 2010201, 30201, number, "")
        )
    book.close()
    return out.getvalue()


def measure_import(rows: int = ROWS) -> list[Line]:
    """Measure from the bytes of a file to its preview."""
    data = payments(rows)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "bench.duckdb")
        plan = (SAMPLES_FOLDER / SAMPLE_PLAN).read_bytes()
        request = ImportRequest("plan", SAMPLE_PLAN, plan, "bench")
        commit_import(store, request, Path(folder) / "files")
        request = ImportRequest("spending", "payments.xlsx", data, "bench", Month(2023, 6))
        bare = median_seconds(lambda: _bare(data))
        ours = median_seconds(lambda: preview_import(store, request))
        store.close()
        usual = median_seconds(lambda: _with_pandas(data), rounds=1)
    group = f"import of {rows:,} rows × {len(HEADER)} columns"
    return [
        Line(group, "bare python-calamine", bare),
        Line(group, "from bytes to preview", ours, bare),
        Line(group, "pandas + openpyxl, the same sums", usual, bare),
    ]


def measure_memory(rows: int = ROWS) -> tuple[int, int]:
    """Return the facts found in a file and the most memory it took, in MB; on Linux."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "bench.duckdb")
        plan = (SAMPLES_FOLDER / SAMPLE_PLAN).read_bytes()
        request = ImportRequest("plan", SAMPLE_PLAN, plan, "bench")
        commit_import(store, request, Path(folder) / "files")
        store.close()
        path = Path(folder) / "payments.xlsx"
        path.write_bytes(payments(rows))
        told = subprocess.run(  # by itself, so that its memory is seen alone
            [sys.executable, "-c", MEASURE_PARENT, str(path), str(store.path)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    facts, megabytes = told.stdout.split()
    return int(facts), int(megabytes)


def _bare(data: bytes) -> object:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _with_pandas(data: bytes) -> object:
    frame = pd.read_excel(io.BytesIO(data), header=1, engine="openpyxl")
    months = pd.to_datetime(frame["支付日期"]).dt.month
    return frame.groupby([frame["项目编码"], months])["支付金额"].sum()
