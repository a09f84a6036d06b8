-- One row per result ever reported for an indicator, as it was written.
select
    batch_id,
    month,
    result_text
from result_facts
where
    fiscal_year = $fiscal_year
    and project_code = $project_code
    and indicator_key = $indicator_key
