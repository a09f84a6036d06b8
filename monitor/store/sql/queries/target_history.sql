-- One row per indicator and plan that ever stated it for a project, the newest plan first.
-- results_count is counted by results_of_project, for those shown.
with last_events as (
    select
        batch_id,
        event,
        row_number() over (partition by batch_id order by event_id desc) as newest
    from batch_events
)

select
    plan_indicators.indicator_key,
    plan_indicators.level1,
    plan_indicators.level2,
    plan_indicators.level3,
    plan_indicators.target_text,
    batches.batch_id,
    batches.file_name,
    batches.actor,
    batches.committed_at,
    0 as results_count,
    case
        when last_events.event = 'withdrawn' then 'withdrawn'
        when projects.batch_id is not null then 'current'
        else 'replaced'
    end as standing
from plan_indicators
inner join batches
    on plan_indicators.batch_id = batches.batch_id
left join last_events
    on plan_indicators.batch_id = last_events.batch_id and last_events.newest = 1
left join projects
    on
        plan_indicators.fiscal_year = projects.fiscal_year
        and plan_indicators.project_code = projects.project_code
        and plan_indicators.batch_id = projects.batch_id
where
    plan_indicators.fiscal_year = $fiscal_year
    and plan_indicators.project_code = $project_code
order by plan_indicators.batch_id desc, plan_indicators.position asc
