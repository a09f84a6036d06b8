-- One row per figure or note of a results batch.
select distinct
    project_code,
    indicator_key as item,
    month
from result_facts
where batch_id = $batch_id
union all
select distinct
    project_code,
    concat('note ', indicator_key) as item,
    month
from deviation_notes
where batch_id = $batch_id
