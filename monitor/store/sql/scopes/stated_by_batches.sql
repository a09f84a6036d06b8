-- One row per import of $batch_ids and project that it states anything of.
with asked as (
    select unnest(cast($batch_ids as bigint[])) as batch_id
),

stated as (
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
)

select distinct
    batch_id,
    fiscal_year,
    project_code
from stated
where batch_id in (select asked.batch_id from asked)
