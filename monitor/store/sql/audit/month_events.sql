-- One row per step of a unit's month that the log does not have yet.
select
    event_id as number,
    happened_at,
    actor,
    concat('month.', event) as event,
    concat('unit ', unit_code) as subject,
    fiscal_year,
    month,
    missing_projects,
    missing_results,
    data_version
from month_events
where event_id > $after
order by event_id
