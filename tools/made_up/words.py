"""Words of made-up data and measurements."""

from __future__ import annotations

from monitor.words.catalogue import add_words

ZH = {
    "generate_impossible": "无法生成：项目数应在 1 到 {most} 之间，单位数不多于项目数，月数为 1 到 12。",
    "generate_not_empty": "数据库 {path} 已有其他数据，没有生成任何内容。请用 --database 另指定一个新文件。",
    "terminal.generated": "已在 {path} 生成虚构数据：{batches} 个批次，{facts} 条记录，全部标为示例。",
    "terminal.generated_already": "{path} 已有完全相同的虚构数据（{batches} 个批次，{facts} 条记录），无需重做。",
    "terminal.workbooks_generated": "已在 {path} 写入 {count} 个虚构的工作簿，按文件名顺序导入即可。",
}

EN = {
    "generate_impossible": "This cannot be made: 1 to {most} projects, no more units than projects, and 1 to 12 months.",
    "generate_not_empty": "The database {path} holds other data, so nothing was made. Name a new file with --database.",
    "terminal.generated": "Made-up data is in {path}: {batches} batches with {facts} facts, all marked as samples.",
    "terminal.generated_already": "{path} holds this very data already ({batches} batches, {facts} facts); nothing was done.",
    "terminal.workbooks_generated": "{count} made-up workbooks are in {path}; import them in the order of their names.",
}

add_words({"zh": ZH, "en": EN})
