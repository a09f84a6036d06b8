-- One row per project and month of an adjustments batch.
select distinct
    project_code,
    '' as item,
    month
from adjustment_facts
where batch_id = $batch_id
