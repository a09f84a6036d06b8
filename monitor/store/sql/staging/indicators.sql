-- One row per indicator of a project, its target as read, and what a person set for it.
-- A reading set by hand holds as long as the plan writes the same target.
with read_targets as (
    select
        plan_indicators.*,
        projects.unit_code,
        projects.start_month,
        plan_indicators.level2 like '%数量%' as own_proration
    from plan_indicators
    inner join projects
        on
            plan_indicators.batch_id = projects.batch_id
            and plan_indicators.fiscal_year = projects.fiscal_year
            and plan_indicators.project_code = projects.project_code
)

select
    read_targets.fiscal_year,
    read_targets.unit_code,
    read_targets.start_month,
    read_targets.project_code,
    read_targets.indicator_key,
    read_targets.position,
    read_targets.level1,
    read_targets.level2,
    read_targets.level3,
    read_targets.description,
    read_targets.target_text,
    read_targets.basis,
    read_targets.points,
    coalesce(readings.operator, read_targets.operator) as operator,
    coalesce(readings.kind, read_targets.kind) as kind,
    coalesce(readings.unit, read_targets.unit) as unit,
    case when readings.actor is null then read_targets.number else readings.number end as number,
    case
        when readings.actor is null then read_targets.upper_number else readings.upper_number
    end as upper_number,
    case when readings.actor is null then read_targets.due else readings.due end as due,
    case when readings.actor is null then read_targets.wanted else readings.wanted end as wanted,
    case when readings.actor is null then read_targets.reason else '' end as reason,
    case when readings.actor is null then read_targets.suspicion else '' end as suspicion,
    readings.reading_id,
    coalesce(readings.spelling, '') as read_as,
    readings.actor as read_by,
    readings.why as read_why,
    coalesce(overrides.direction, readings.direction, read_targets.direction) as direction,
    coalesce(overrides.is_prorated, read_targets.own_proration) as is_prorated,
    overrides.actor as judged_by,
    overrides.why as judged_why,
    feeds.is_fed,
    feeds.actor as fed_by
from read_targets
left join overrides
    on
        read_targets.fiscal_year = overrides.fiscal_year
        and read_targets.project_code = overrides.project_code
        and read_targets.indicator_key = overrides.indicator_key
left join readings
    on
        read_targets.fiscal_year = readings.fiscal_year
        and read_targets.project_code = readings.project_code
        and read_targets.indicator_key = readings.indicator_key
        and read_targets.target_text = readings.target_text
left join feeds
    on
        read_targets.fiscal_year = feeds.fiscal_year
        and read_targets.project_code = feeds.project_code
        and read_targets.indicator_key = feeds.indicator_key
