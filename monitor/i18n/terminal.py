"""Words of the terminal."""

from __future__ import annotations

ZH = {
    "terminal.checked": "检查完毕，未导入：{count} 条，{changed} 处变动。",
    "terminal.committed": "已导入批次 {batch}：{count} 条，{changed} 处变动。",
    "terminal.same": "文件内容与现有数据相同，没有改动。",
    "terminal.blocked": "有 {count} 处须改正，未导入任何内容。",
    "terminal.withdrawn": "批次 {batch} 已撤回，{changed} 处变动。",
    "terminal.restored": "批次 {batch} 已恢复，{changed} 处变动。",
    "terminal.written": "已写入 {path}。",
    "terminal.nothing": "没有记录。",
    "terminal.samples": "已载入 {count} 个示例文件（示例数据，仅供演示）。",
    "terminal.ready": "数据库 {path} 已就绪。",
    "terminal.place": "{sheet} {cell}",
    "terminal.bug": "程序出现意外错误（编号 {reference}），详情见日志 {log}。请把编号告诉维护人员。",
}

EN = {
    "terminal.checked": "Checked, not imported. Facts: {count}; changes: {changed}.",
    "terminal.committed": "Imported as batch {batch}. Facts: {count}; changes: {changed}.",
    "terminal.same": "The file says what is known already; nothing was changed.",
    "terminal.blocked": "Nothing was imported. To be mended: {count}.",
    "terminal.withdrawn": "Batch {batch} is withdrawn. Changes: {changed}.",
    "terminal.restored": "Batch {batch} is restored. Changes: {changed}.",
    "terminal.written": "Written to {path}.",
    "terminal.nothing": "No rows.",
    "terminal.samples": "Sample files loaded: {count} (illustrative data).",
    "terminal.ready": "The database {path} is ready.",
    "terminal.place": "{sheet} {cell}",
    "terminal.bug": "The program met an unexpected error (reference {reference}); details are in {log}. Please tell whoever maintains it the reference.",
}
