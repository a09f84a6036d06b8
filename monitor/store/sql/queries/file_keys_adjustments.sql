-- One row per project, paper and month of an adjustments batch.
select distinct
    project_code,
    paper as item,
    month
from adjustment_facts
where batch_id = $batch_id
