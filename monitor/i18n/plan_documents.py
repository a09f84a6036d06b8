"""Sentences for what a plan document gives cause to say: findings first, then refusals.

A finding's place is its table's heading and R5C3: row 5, cell 3, counted over the project's
tables from the line with the unit. It stands beside the sentence.
"""

from __future__ import annotations

ZH = {
    # The document
    "plan_text_cut": "文件在最后一个字符中间断开，内容不完整。请重新取得完整的文件后再导入。",
    "plan_row_broken": "这一行应有{expected}个单元格，实际读到{cells}个（{text}），无法确定各格属于哪一列。请补上缺少的空白单元格，或改用 docx 文件。",
    "plan_table_missing": "只有标题“{heading}”，下面没有表格。请补上该项目的绩效目标表，或删去标题。",
    "plan_table_skipped": "以“{text}”开头的表格不是项目绩效目标表，未读取。如果其中有项目，请在表前加上“……绩效目标表”标题。",
    "plan_section_missing": "没有读到“{section}”的内容。如文件中有这一部分，请检查标题和编号。",
    "plan_sub_goal_incomplete": "分项绩效目标“{title}”缺少“绩效目标：”或“绩效指标：”。请补充后再导入，或确认原文如此。",
    # Whose plan, which year
    "plan_unit_missing": "没有读到预算单位编码（表上方写的是“{found}”）。应写成“131001某某单位”，编码在名称之前。",
    "plan_units_several": "文件中有几个预算单位：{units}。一次只能导入一个单位的计划，请按单位分开。",
    "plan_unit_name_differs": "同一单位编码对应不同名称：{names}。采用第一个名称。",
    "plan_year_unknown": "无法确定财政年度：项目编码和正文都没有给出年份，或各年份出现次数相同。请在文中写明，如“2023年”。",
    "plan_year_differs": "项目编码表示{code_year}年，正文只提到{text_years}年。采用{code_year}年，请核对。",
    "plan_code_other_year": "项目编码{project_code}第7、8位表示{code_year}年，其他项目为{fiscal_year}年。按{fiscal_year}年计划导入，跨年项目可忽略。",
    # Codes and names
    "plan_code_missing": "项目“{project_name}”没有项目编码。请在“项目编码”后的单元格填写编码。",
    "plan_code_twice": "项目编码{project_code}已在“{first}”中出现。每个项目的编码只能出现一次，请核对。",
    "plan_code_unusual": "项目编码{project_code}不是通常的21位格式（8位数字、1位字母、12位数字或字母）。按原样保留，请核对。",
    "plan_name_missing": "“项目名称”为空，暂用标题中的名称“{taken}”。请补填项目名称。",
    "plan_heading_name_differs": "标题中的名称“{heading_name}”与项目名称“{project_name}”不一致。采用项目名称。",
    "plan_purpose_name_differs": "资金用途“{purpose}”与项目名称“{project_name}”相近但不一致。两者都按原样保留，请核对。",
    "plan_sub_goal_name_differs": "分项绩效目标写作“{title}”，项目表中为“{project_name}”，目标内容相同。两者都按原样保留。",
    "plan_sub_goal_unmatched": "分项绩效目标“{title}”没有对应的项目表。请检查是否缺少该项目，或名称不一致。",
    "plan_project_unmatched": "项目“{project_name}”在分项绩效目标中没有对应条目。请核对名称。",
    # Money
    "plan_money_unit_unstated": "表中没有注明金额单位，按{assumed}读取。请在表右上方写明“单位：{assumed}”。",
    "plan_money_unit_unknown": "金额单位“{found}”无法识别。应为元、千元、万元或亿元。",
    "plan_amount_unreadable": "“{label}”的金额“{found}”不是数字。请只填数字，如 15.40；没有则留空。",
    "plan_amount_out_of_range": "“{label}”的金额“{found}”（{unit}）不能作为预算：应不小于0、精确到分、不超过16位整数。请核对。",
    "plan_budget_missing": "项目“{project_name}”的预算数为空，将按无预算处理。如有预算请补填。",
    "plan_funds_sum": "各项资金合计{funds}元，预算数为{budget}元，两者不等。请核对资金来源。",
    # Milestones
    "plan_milestones_missing": "没有资金支出计划，该项目不能判断支出进度。请填写各月底的累计百分比。",
    "plan_milestones_count": "资金支出计划有{months}个月份、{percentages}个百分比，无法一一对应。请补齐。",
    "plan_month_unreadable": "“{found}”不是月份。应写成“3月底”的形式，月份为1至12。",
    "plan_percent_unreadable": "“{found}”不是百分比。应写成“25%”的形式。",
    "plan_months_order": "资金支出计划的月份没有依次向后（{found}）。请按先后顺序填写，每个月份一次。",
    "plan_milestones_fall": "资金支出计划的累计百分比出现下降（{found}）。应逐月上升，请更正。",
    "plan_milestones_flat": "资金支出计划的累计百分比有相邻月份相同（{found}）。应逐月上升，请确认。",
    "plan_milestones_end": "资金支出计划没有以100%结束（{found}）。最后一个月的累计百分比应为100%，请更正。",
    # Indicators
    "plan_indicators_missing": "该项目没有绩效指标。请补充指标表，或确认原文如此。",
    "plan_indicator_columns": "绩效指标表缺少列：{missing}。请补上表头后再导入。",
    "plan_level_missing": "指标“{indicator}”没有{level}，上方也没有可沿用的。请补填。",
    "plan_level1_absent": "该项目没有“{level1}”类指标。请核对是否遗漏。",
    "plan_indicator_name_missing": "三级指标为空（描述：{description}）。请补填指标名称。",
    "plan_target_missing": "指标“{indicator}”的指标值为空。请补填，否则无法判断完成情况。",
    "plan_points_unreadable": "分值“{found}”不是数字，按未给出分值处理。请更正。",
    "plan_indicator_twice": "指标“{indicator}”与{first}处的二级指标、名称和描述都相同，填报结果时无法区分。请改名或删去一条。",
    "plan_indicator_stars": "指标名称“{indicator}”中有模板残留的符号。按原样保留，请核对。",
    # Refusals
    "not_a_plan_document": "这不是预算项目绩效目标文件：没有找到项目绩效目标表（文件开头或类型：{found}）。请上传公开的绩效目标文件，格式为 docx 或纯文本。",
    "plan_file_too_large": "文件有{found} MB，超过{limit} MB 的上限。请删去图片等无关内容后再上传。",
    "docx_old_or_encrypted": "这是旧版 Word（.doc）或带密码的文件，无法读取。请去掉密码并另存为 .docx。",
    "docx_damaged": "docx 文件已损坏，无法读取。请用 Word 打开后重新另存为 .docx。",
    "docx_too_many_entries": "docx 文件内含{found}个部分，超过{limit}个的上限，未打开。请另存为新的 .docx。",
    "docx_unpacks_too_large": "docx 文件解压后有{found} MB，超过{limit} MB 的上限，未打开。请删去图片等无关内容后另存为新的 .docx。",
    "docx_too_many_elements": "docx 正文有{found}个元素，超过{limit}个的上限，未读取。请按单位拆分文件后再上传。",
    "docx_packed_too_tightly": "docx 文件中“{entry}”的压缩比为{found}倍，超过{limit}倍的上限，可能是恶意文件，未打开。请用 Word 另存为新的 .docx。",
    "docx_document_type": "docx 文件中含有不应出现的文档类型声明（DOCTYPE），可能是恶意文件，未读取。请用 Word 另存为新的 .docx。",
}

EN = {
    # The document
    "plan_text_cut": "The file breaks off in the middle of its last character, so it is not whole. Get the complete file and import that.",
    "plan_row_broken": "This row should have {expected} cells and has {cells} ({text}), so they cannot be put under their columns. Add the missing blank cells, or use the docx.",
    "plan_table_missing": 'There is a heading "{heading}" and no table below it. Add the project\'s table, or remove the heading.',
    "plan_table_skipped": 'The table that begins with "{text}" is no project\'s table and was not read. If it holds a project, put a heading ending in 绩效目标表 above it.',
    "plan_section_missing": "Nothing was read of the section {section}. If the document has it, check its heading and numbering.",
    "plan_sub_goal_incomplete": 'Sub-goal "{title}" lacks its 绩效目标： or its 绩效指标：. Complete it, or confirm that the source says no more.',
    # Whose plan, which year
    "plan_unit_missing": 'No unit code was found (above the table stands "{found}"). It should read like 131001某某单位, the code before the name.',
    "plan_units_several": "The document has several budget units: {units}. A plan is imported for one unit at a time; split the document by unit.",
    "plan_unit_name_differs": "One unit code goes with different names: {names}. The first is taken.",
    "plan_year_unknown": "The fiscal year is not known: neither the project codes nor the text name one, or they name several equally often. Write it into the text, e.g. 2023年.",
    "plan_year_differs": "The project codes say {code_year}, the text speaks of {text_years} only. {code_year} is taken; please check.",
    "plan_code_other_year": "Digits 7 and 8 of project code {project_code} say {code_year}, other projects {fiscal_year}. It is imported into the plan of {fiscal_year}; nothing to do for a project of several years.",
    # Codes and names
    "plan_code_missing": 'Project "{project_name}" has no project code. Write it into the cell after 项目编码.',
    "plan_code_twice": 'Project code {project_code} was met before, in "{first}". A code stands for one project; please check.',
    "plan_code_unusual": "Project code {project_code} has not the usual 21 characters (8 digits, a letter, 12 digits or letters). It is kept as it is; please check.",
    "plan_name_missing": 'The project name is blank; the heading\'s name "{taken}" is used. Fill in 项目名称.',
    "plan_heading_name_differs": 'The heading says "{heading_name}", the project name is "{project_name}". The project name is taken.',
    "plan_purpose_name_differs": 'The purpose "{purpose}" reads almost like the project name "{project_name}", but differs. Both are kept as written; please check.',
    "plan_sub_goal_name_differs": 'The sub-goal is called "{title}", its project\'s table "{project_name}"; the goal is the same. Both are kept as written.',
    "plan_sub_goal_unmatched": 'No project table belongs to sub-goal "{title}". Check whether the project is missing or has another name.',
    "plan_project_unmatched": 'No sub-goal belongs to project "{project_name}". Check the names.',
    # Money
    "plan_money_unit_unstated": "The table does not say its unit of money; {assumed} is taken. Write 单位：{assumed} above the table.",
    "plan_money_unit_unknown": 'The unit of money "{found}" is not known. It should be 元, 千元, 万元 or 亿元.',
    "plan_amount_unreadable": 'The amount "{found}" of {label} is no number. Write the number alone, e.g. 15.40, or leave it blank for none.',
    "plan_amount_out_of_range": 'The amount "{found}" ({unit}) of {label} cannot be a budget: it should not be negative, have whole fen and at most 16 digits of yuan. Please check.',
    "plan_budget_missing": 'Project "{project_name}" has no budget and will be treated as having none. Fill it in if there is one.',
    "plan_funds_sum": "The sources of funds add up to {funds} yuan, the budget is {budget} yuan. Please check the sources.",
    # Milestones
    "plan_milestones_missing": "There is no spending plan, so the progress of this project cannot be judged. Fill in the cumulative percentages.",
    "plan_milestones_count": "The spending plan has {months} months and {percentages} percentages, so they cannot be paired. Complete them.",
    "plan_month_unreadable": '"{found}" is no month. It should be written like 3月底, with a month from 1 to 12.',
    "plan_percent_unreadable": '"{found}" is no percentage. It should be written like 25%.',
    "plan_months_order": "The months of the spending plan do not follow each other ({found}). Write them in order, each once.",
    "plan_milestones_fall": "The cumulative percentages of the spending plan fall ({found}). They should rise month by month; please correct them.",
    "plan_milestones_flat": "Two neighbouring percentages of the spending plan are equal ({found}). They should rise month by month; please confirm.",
    "plan_milestones_end": "The spending plan does not end at 100% ({found}). Its last cumulative percentage should be 100%; please correct it.",
    # Indicators
    "plan_indicators_missing": "This project has no indicators. Add the indicator table, or confirm that the source has none.",
    "plan_indicator_columns": "The indicator table lacks columns: {missing}. Add their headers.",
    "plan_level_missing": 'Indicator "{indicator}" has no {level}, and there is none above it to continue. Fill it in.',
    "plan_level1_absent": "This project has no {level1} indicators. Check whether they were left out.",
    "plan_indicator_name_missing": "The level-3 indicator is blank (description: {description}). Fill in its name.",
    "plan_target_missing": 'Indicator "{indicator}" has no target. Fill it in, or its completion cannot be judged.',
    "plan_points_unreadable": 'The points "{found}" are no number and count as not given. Please correct them.',
    "plan_indicator_twice": 'Indicator "{indicator}" has the same level 2, name and description as the one at {first}; results could not tell them apart. Rename or remove one.',
    "plan_indicator_stars": 'The indicator name "{indicator}" has signs left over from a template. It is kept as written; please check.',
    # Refusals
    "not_a_plan_document": "This is no plan document: it has no table of project targets (it begins with, or is: {found}). Upload the published document with 绩效目标表 as docx or plain text.",
    "plan_file_too_large": "The file has {found} MB, over the limit of {limit} MB. Remove pictures and the like, and upload it again.",
    "docx_old_or_encrypted": "This is an old Word file (.doc) or one with a password, which cannot be read. Remove the password and save it as .docx.",
    "docx_damaged": "The docx is damaged and cannot be read. Open it in Word and save it as .docx again.",
    "docx_too_many_entries": "The docx has {found} parts, over the limit of {limit}, and was not opened. Save it as a new .docx.",
    "docx_unpacks_too_large": "The docx unpacks to {found} MB, over the limit of {limit} MB, and was not opened. Remove pictures and the like, and save it as a new .docx.",
    "docx_too_many_elements": "The text of the docx has {found} elements, over the limit of {limit}, and was not read. Split the document by unit and upload the parts.",
    "docx_packed_too_tightly": 'Part "{entry}" of the docx is packed {found} times, over the limit of {limit} times; it may be malicious and was not opened. Save it in Word as a new .docx.',
    "docx_document_type": "The docx has a document type declaration (DOCTYPE), which does not belong there; it may be malicious and was not read. Save it in Word as a new .docx.",
}
