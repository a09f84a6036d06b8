-- One row per fund source of a project, as the active plan has it.
select
    plan_funds.project_code,
    plan_funds.fund_name,
    plan_funds.amount
from plan_funds
inner join projects
    on
        plan_funds.batch_id = projects.batch_id
        and plan_funds.fiscal_year = projects.fiscal_year
        and plan_funds.project_code = projects.project_code
where
    projects.fiscal_year = $fiscal_year
    and projects.unit_code = coalesce($unit_code, projects.unit_code)
order by projects.position, plan_funds.project_code, plan_funds.position
