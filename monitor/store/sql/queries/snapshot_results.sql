-- What the indicator results say now, for the projects asked for: one row per indicator and month.
select
    project_code,
    indicator_key as item,
    month,
    number as amount,
    result_text as said
from results
where
    fiscal_year = $fiscal_year
    and project_code in (select unnest(cast($project_codes as varchar[])))
