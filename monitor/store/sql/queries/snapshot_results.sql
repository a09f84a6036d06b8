-- What results and notes say now, for the projects asked for: one row per indicator and month.
select
    project_code,
    indicator_key as item,
    month,
    number as amount,
    result_text as said,
    '' as basis
from results
where
    fiscal_year = $fiscal_year
    and project_code in (select unnest(cast($project_codes as varchar[])))
union all
select
    project_code,
    concat('note ', indicator_key) as item,
    month,
    null as amount,
    concat_ws(' · ', cause, explanation, likelihood, expected, remark) as said,
    '' as basis
from notes
where
    fiscal_year = $fiscal_year
    and project_code in (select unnest(cast($project_codes as varchar[])))
