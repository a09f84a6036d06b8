-- What a spending batch speaks of.
select distinct
    project_code,
    '' as item,
    month
from spending_facts
where batch_id = $batch_id
