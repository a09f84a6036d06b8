"""Sentences for what cannot be done as asked, each with a way out."""

from __future__ import annotations

ZH = {
    "store_busy": "数据库正被另一个程序（进程号 {holder}）使用，等待后仍未释放。请稍后再试，或关闭占用它的程序。",
    "store_waiting": "数据库正被另一个程序（进程号 {holder}）使用，正在等待它释放……",
    "store_newer": "这个数据库由较新的版本写成（结构 {found}，本版本支持到 {expected}）。请升级本软件后再打开，数据没有改动。",
    "store_read_only": "无法写入 {path}。请检查文件夹的写入权限，或用 MONITOR_DATABASE 指定另一个位置。",
    "store_damaged": "无法打开数据库 {path}：{trouble}。请从备份恢复；原文件没有改动。",
    "files_read_only": "无法保存上传的文件到 {path}，导入没有进行。请检查磁盘空间和写入权限。",
    "preview_outdated": "预览之后数据又有变动，请重新查看预览再确认。这次没有导入任何内容。",
    "batch_unknown": "没有编号为 {batch} 的导入批次。用 batches 查看全部批次。",
    "batch_already_withdrawn": "批次 {batch} 已经撤回，无须再撤。",
    "batch_already_restored": "批次 {batch} 正在使用中，无须恢复。",
    "kind_unknown": "没有“{kind}”这一类文件。可选：plan、spending、results、adjustments。",
    "month_wrong": "“{found}”不是月份。请写成 2023-06。",
    "month_missing": "请用 --month 指定月份，如 2023-06。",
    "file_missing": "找不到文件 {path}。请检查路径。",
    "file_too_large": "文件有 {found} MB，超过 {limit} MB 的上限。请拆分后再上传。",
    "out_not_writable": "无法写入 {path}：{trouble}。请换一个位置。",
    "out_unknown_format": "“{path}”的扩展名应为 .xlsx 或 .csv。",
    "project_not_found": "{year}年的计划中没有项目 {code}。",
    "sample_refused": "示例文件 {file} 未能导入，示例不完整。请重新运行；如仍失败，请检查 data/samples 中的文件是否被改动。",
    "samples_not_empty": "数据库中已有数据，没有载入示例。请用 --database 指定一个新的数据库。",
}

EN = {
    "store_busy": "The database is in use by another program (process {holder}) and was not given back in time. Try again soon, or close that program.",
    "store_waiting": "The database is in use by another program (process {holder}); waiting for it …",
    "store_newer": "This database was written by a newer version (schema {found}, this version knows {expected}). Upgrade the product and open it again; nothing was changed.",
    "store_read_only": "{path} cannot be written. Check the folder's permissions, or name another place with MONITOR_DATABASE.",
    "store_damaged": "The database {path} cannot be opened: {trouble}. Restore it from a backup; the file was not touched.",
    "files_read_only": "The uploaded file cannot be kept under {path}; nothing was imported. Check disk space and permissions.",
    "preview_outdated": "The data has changed since this preview. Look at it again before confirming; nothing was imported.",
    "batch_unknown": "There is no import number {batch}. See them all with: batches.",
    "batch_already_withdrawn": "Import {batch} is withdrawn already.",
    "batch_already_restored": "Import {batch} is in use already.",
    "kind_unknown": "There is no kind “{kind}”. Choose plan, spending, results or adjustments.",
    "month_wrong": "“{found}” is no month. Write it as 2023-06.",
    "month_missing": "Name the month with --month, e.g. 2023-06.",
    "file_missing": "There is no file {path}. Check the path.",
    "file_too_large": "The file has {found} MB, more than the limit of {limit} MB. Split it and upload again.",
    "out_not_writable": "{path} cannot be written: {trouble}. Choose another place.",
    "out_unknown_format": "“{path}” should end in .xlsx or .csv.",
    "project_not_found": "The plan for {year} has no project {code}.",
    "sample_refused": "The sample file {file} could not be imported, so the samples are incomplete. Run it again; if it still fails, check whether the files of data/samples were changed.",
    "samples_not_empty": "The database has data already; the samples were not loaded. Name a new one with --database.",
}
