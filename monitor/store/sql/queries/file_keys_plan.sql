-- What a plan batch speaks of: its projects.
select distinct
    project_code,
    'project' as item,
    0 as month
from plan_projects
where batch_id = $batch_id
