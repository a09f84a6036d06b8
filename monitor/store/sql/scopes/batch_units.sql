-- One row per import asked for and unit that it speaks of a project of; one without a unit where
-- it speaks of no project. A project belongs to the unit of the newest plan that speaks of it and
-- has not been withdrawn, of any plan if none such does.
with asked as (
    select unnest(cast($batch_ids as bigint[])) as batch_id
),

said as (
    select
        batch_id,
        fiscal_year,
        project_code
    from plan_projects
    union all
    select
        batch_id,
        fiscal_year,
        project_code
    from spending_facts
    union all
    select
        batch_id,
        fiscal_year,
        project_code
    from result_facts
    union all
    select
        batch_id,
        fiscal_year,
        project_code
    from adjustment_facts
    union all
    select
        batch_id,
        fiscal_year,
        project_code
    from deviation_notes
),

spoken as (
    select
        said.batch_id,
        said.fiscal_year,
        said.project_code
    from said
    where said.batch_id in (select asked.batch_id from asked)
),

ranked as (
    select
        plan_projects.fiscal_year,
        plan_projects.project_code,
        plan_projects.unit_code,
        row_number() over (
            partition by plan_projects.fiscal_year, plan_projects.project_code
            order by live_batches.batch_id is not null desc, plan_projects.batch_id desc
        ) as newest
    from plan_projects
    left join live_batches
        on plan_projects.batch_id = live_batches.batch_id
    where plan_projects.project_code in (select spoken.project_code from spoken)
)

select distinct
    asked.batch_id,
    ranked.unit_code
from asked
left join spoken
    on asked.batch_id = spoken.batch_id
left join ranked
    on
        spoken.fiscal_year = ranked.fiscal_year
        and spoken.project_code = ranked.project_code
        and ranked.newest = 1
