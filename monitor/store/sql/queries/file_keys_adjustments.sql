-- What an adjustments batch speaks of.
select distinct
    project_code,
    '' as item,
    month
from adjustment_facts
where batch_id = $batch_id
