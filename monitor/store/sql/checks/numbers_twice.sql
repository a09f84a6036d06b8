-- One row per fact that a batch states more than once.
with stated as (
    select
        concat('plan_projects ', batch_id, ' ', project_code) as subject,
        count(*) as times
    from plan_projects
    group by batch_id, fiscal_year, project_code
    union all
    select
        concat('plan_milestones ', batch_id, ' ', project_code, ' ', month) as subject,
        count(*) as times
    from plan_milestones
    group by batch_id, fiscal_year, project_code, month
    union all
    select
        concat('plan_indicators ', batch_id, ' ', project_code, ' ', indicator_key) as subject,
        count(*) as times
    from plan_indicators
    group by batch_id, fiscal_year, project_code, indicator_key
    union all
    select
        concat('spending_facts ', batch_id, ' ', project_code, ' ', month, ' ', basis) as subject,
        count(*) as times
    from spending_facts
    group by batch_id, fiscal_year, project_code, month, basis
    union all
    select
        concat('result_facts ', batch_id, ' ', project_code, ' ', month, ' ', indicator_key)
            as subject,
        count(*) as times
    from result_facts
    group by batch_id, fiscal_year, project_code, month, indicator_key
    union all
    select
        concat('batch_findings ', batch_id, ' ', position) as subject,
        count(*) as times
    from batch_findings
    group by batch_id, position
)

select subject
from stated
where times > 1
order by subject
