-- One row per indicator of a project, its target as read, and what a person set for it.
with overrides as (
    select
        fiscal_year,
        project_code,
        indicator_key,
        direction,
        is_prorated,
        row_number() over (
            partition by fiscal_year, project_code, indicator_key
            order by override_id desc
        ) as newest
    from indicator_overrides
    where set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
),

read_targets as (
    select
        plan_indicators.*,
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
    read_targets.operator,
    read_targets.number,
    read_targets.upper_number,
    read_targets.unit,
    read_targets.kind,
    read_targets.due,
    read_targets.wanted,
    read_targets.reason,
    read_targets.suspicion,
    coalesce(nullif(overrides.direction, ''), read_targets.direction) as direction,
    coalesce(overrides.is_prorated, read_targets.own_proration) as is_prorated
from read_targets
left join overrides
    on
        read_targets.fiscal_year = overrides.fiscal_year
        and read_targets.project_code = overrides.project_code
        and read_targets.indicator_key = overrides.indicator_key
        and overrides.newest = 1
