"""Words of pages that show a part of very many projects."""

from __future__ import annotations

ZH = {
    "crowd.part": "第 {first}–{last} 个，共 {found} 个",
    "crowd.page": "第 {page} 页，共 {pages} 页",
    "crowd.turn": "翻到第几页",
    "crowd.find": "查找项目",
    "crowd.find_hint": "名称、编码或科室",
    "crowd.find_most": "符合的项目有 {found} 个，列出前 {shown} 个；请写得更具体些。",
    "crowd.nothing": "没有符合的项目。",
    "crowd.units": "列出最落后的 {shown} 个单位，共 {count} 个；其余请在左侧选择单位查看。",
    "crowd.density": "项目太多，不逐个画点：每个圆代表完成度和执行率各 {width} 个百分点范围内的全部项目。",
    "crowd.field": "{count} 个项目",
    "crowd.list_takes": "整份清单 {found} 行，每万行约需 5 秒，生成后自动下载。",
    "crowd.trial": "这里有 {count} 个项目。请先在左侧选择一个单位再试算；保存的规则对全部单位生效。",
    "crowd.messages": "催报文字按单位写：请先在左侧选择一个单位。",
    "crowd.record": "项目较多，回看一个单位的判断：请先在左侧选择单位。",
    "crowd.scores": "{month}，{projects} 个项目中 {complete} 个自评完整，平均 {mean} 分。",
    "crowd.scores_none": "{month}，{projects} 个项目的自评都还不完整。",
    "crowd.indicators": "{month}，{count} 个指标：{parts}。",
}

EN = {
    "crowd.part": "{first}–{last} of {found}",
    "crowd.page": "Page {page} of {pages}",
    "crowd.turn": "Go to page",
    "crowd.find": "Find a project",
    "crowd.find_hint": "Name, code or office",
    "crowd.find_most": "{found} projects fit; the first {shown} are listed. Be more specific.",
    "crowd.nothing": "No project fits.",
    "crowd.units": "The {shown} units furthest behind, of {count}; choose any other on the left.",
    "crowd.density": "There are too many projects for a dot each: a circle stands for all projects within {width} points of completion and of execution.",
    "crowd.field": "{count} projects",
    "crowd.list_takes": "The whole list has {found} rows; 10,000 take about 5 seconds. It is saved by itself when done.",
    "crowd.trial": "There are {count} projects here. Choose a unit on the left before you try rules; rules that are saved hold for every unit.",
    "crowd.messages": "The words to send are written by unit: choose one on the left.",
    "crowd.record": "With so many projects the record is kept by unit: choose one on the left.",
    "crowd.scores": "{month}: {complete} of {projects} self-evaluations are complete, {mean} points on average.",
    "crowd.scores_none": "{month}: none of {projects} self-evaluations is complete yet.",
    "crowd.indicators": "{month}: {count} indicators, {parts}.",
}
