-- One row per unit and month that anybody has closed or given back: the newest word on it.
with ranked as (
    select
        month_events.*,
        row_number() over (
            partition by fiscal_year, month, unit_code
            order by event_id desc
        ) as newest
    from month_events
    where happened_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    event_id,
    fiscal_year,
    month,
    unit_code,
    event,
    remark,
    missing_projects,
    missing_results,
    data_version,
    actor,
    happened_at
from ranked
where newest = 1
