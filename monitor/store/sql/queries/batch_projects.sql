-- One row per project that a batch states anything of.
select project_code
from plan_projects
where batch_id = $batch_id
union
select project_code
from spending_facts
where batch_id = $batch_id
union
select project_code
from result_facts
where batch_id = $batch_id
union
select project_code
from adjustment_facts
where batch_id = $batch_id
union
select project_code
from deviation_notes
where batch_id = $batch_id
