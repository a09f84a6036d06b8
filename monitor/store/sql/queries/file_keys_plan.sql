-- One row per project of a plan batch.
select distinct
    project_code,
    'project' as item,
    0 as month
from plan_projects
where batch_id = $batch_id
