-- What the plan says now, for the projects asked for: budget, funds, milestones, indicators, texts.
with wanted as (
    select projects.*
    from projects
    where
        fiscal_year = $fiscal_year
        and project_code in (select unnest(cast($project_codes as varchar[])))
)

select
    project_code,
    'project' as item,
    0 as month,
    original_budget as amount,
    concat_ws('|', unit_code, unit_name, project_name, office, purpose, goal) as said,
    '' as basis
from wanted
union all
select
    wanted.project_code,
    concat('fund ', plan_funds.position, ' ', plan_funds.fund_name) as item,
    0 as month,
    plan_funds.amount,
    '' as said,
    '' as basis
from wanted
inner join plan_funds
    on
        wanted.batch_id = plan_funds.batch_id
        and wanted.project_code = plan_funds.project_code
union all
select
    milestones.project_code,
    'milestone' as item,
    milestones.month,
    milestones.planned_pct as amount,
    '' as said,
    '' as basis
from milestones
inner join wanted
    on
        milestones.fiscal_year = wanted.fiscal_year
        and milestones.project_code = wanted.project_code
union all
select
    indicators.project_code,
    concat('indicator ', indicators.indicator_key) as item,
    0 as month,
    indicators.number as amount,
    concat_ws(
        '|', indicators.level1, indicators.description, indicators.target_text, indicators.basis,
        indicators.points, indicators.position
    ) as said,
    '' as basis
from indicators
inner join wanted
    on
        indicators.fiscal_year = wanted.fiscal_year
        and indicators.project_code = wanted.project_code
union all
select
    unit_texts.unit_code as project_code,
    concat(unit_texts.section, ' ', unit_texts.position) as item,
    0 as month,
    null as amount,
    concat_ws('|', unit_texts.title, unit_texts.body, unit_texts.indicator_text) as said,
    '' as basis
from unit_texts
where
    unit_texts.fiscal_year = $fiscal_year
    and unit_texts.unit_code in (select unnest(cast($project_codes as varchar[])))
