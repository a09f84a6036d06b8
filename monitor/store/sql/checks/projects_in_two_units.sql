-- One row per project that live plans of one year put into more than one unit.
select concat(plan_projects.fiscal_year, ' ', plan_projects.project_code) as subject
from plan_projects
inner join active_batches
    on plan_projects.batch_id = active_batches.batch_id
group by plan_projects.fiscal_year, plan_projects.project_code
having count(distinct plan_projects.unit_code) > 1
order by plan_projects.fiscal_year, plan_projects.project_code
