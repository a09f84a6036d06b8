-- One row per project and month of a spending batch.
select distinct
    project_code,
    '' as item,
    month
from spending_facts
where batch_id = $batch_id
