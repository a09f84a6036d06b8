"""Sentences for what is wrong when a file is held against the plan."""

from __future__ import annotations

ZH = {
    "project_unknown": "计划中没有项目“{found}”。请核对项目编码；如确为新项目，请先导入含该项目的绩效计划。",
    "project_unknown_near": "计划中没有项目“{found}”，可能是“{suggestion}”。请改正项目编码后重新上传。",
    "year_without_plan": "这一行属于{found}年，同一文件的其他行属于{expected}年。一个文件只能填报一个财政年度，请分开上传。",
    "no_plan_for_year": "还没有{year}年的绩效计划，无法核对项目。请先导入该年度的计划。",
    "nothing_reported": "文件中没有填写任何数据。空白表示未报送；确为零请填 0。请填写后再上传。",
    "name_differs": "项目编码{code}在文件中名为“{found}”，计划中为“{expected}”。按项目编码导入，请核对名称。",
    "bases_mixed": "项目{code}的{month}月同时填了累计数和当月数（另一处在{other}）。请只保留一种口径。",
    "amount_too_large": "金额{found}元超出可能的范围。请检查单位（元、万元）和小数点。",
    "total_differs_from_typed": "文件各行合计{found}元，与您填写的合计{expected}元相差{difference}元。请核对文件，或改正填写的合计。",
    "unit_suspicious": "金额{found}元是该项目预算（{budget}元）的一千倍以上，可能把元和万元弄混了。请核对单位。",
    "cut_exceeds_budget": "追减{found}元超过年初预算{budget}元，调整后预算将为负数。请核对。",
    "project_left_out": "原计划中的项目{code} {name}不在这份计划里，将保留原样。如需取消，请撤回原计划批次。",
    "project_of_other_unit": "项目编码{code}已属于{unit}。项目编码不能重复，请核对预算单位和编码。",
    "taken_by_name": "文件没有项目编码，按名称“{found}”对应到项目{code}。请核对。",
    "indicator_unknown": "项目{code}没有名为“{found}”的三级指标。请使用系统生成的模板，或核对指标名称。",
}

EN = {
    "project_unknown": "The plan has no project “{found}”. Check the project code; for a new project import the plan that has it first.",
    "project_unknown_near": "The plan has no project “{found}”. Is it “{suggestion}”? Correct the code and upload again.",
    "year_without_plan": "This row belongs to {found}, other rows of the file to {expected}. One file reports one fiscal year: upload them apart.",
    "no_plan_for_year": "There is no plan for {year} yet to hold the projects against. Import that year's plan first.",
    "nothing_reported": "Nothing is filled in. A blank means not reported; for zero write 0. Fill the file in and upload it again.",
    "name_differs": "Project code {code} is called “{found}” in the file and “{expected}” in the plan. It goes by the code; please check the name.",
    "bases_mixed": "Project {code} has both a running total and an amount of the month for month {month} (the other is at {other}). Keep one of them.",
    "amount_too_large": "¥{found} is beyond what can be. Check the unit (元 or 万元) and the decimal point.",
    "total_differs_from_typed": "The rows add up to ¥{found}, ¥{difference} from the total you typed (¥{expected}). Check the file, or correct the total.",
    "unit_suspicious": "¥{found} is more than a thousand times the project's budget (¥{budget}): 元 and 万元 may be mixed up. Check the unit.",
    "cut_exceeds_budget": "A cut of ¥{found} is more than the original budget of ¥{budget}; the revised budget would be negative. Please check.",
    "project_left_out": "Project {code} {name} of the earlier plan is not in this one and stays as it was. To drop it, withdraw the earlier plan's batch.",
    "project_of_other_unit": "Project code {code} already belongs to {unit}. A code cannot be used twice: check unit and code.",
    "taken_by_name": "The file has no project code; the name “{found}” was taken for project {code}. Please check.",
    "indicator_unknown": "Project {code} has no level-3 indicator called “{found}”. Use the product's template or check the name.",
}
