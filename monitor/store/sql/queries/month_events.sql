-- One row per step of a unit's month and per exception from it, the newest first.
with happened as (
    select
        event_id as number,
        event,
        '' as person,
        remark as reason,
        null as until,
        missing_projects,
        missing_results,
        data_version,
        actor,
        happened_at
    from month_events
    where fiscal_year = $fiscal_year and month = $month and unit_code = $unit_code
    union all
    select
        exception_id as number,
        case when is_ended then 'exception_ended' else 'excepted' end as event,
        person,
        reason,
        until,
        0 as missing_projects,
        0 as missing_results,
        '' as data_version,
        actor,
        set_at as happened_at
    from month_exceptions
    where fiscal_year = $fiscal_year and month = $month and unit_code = $unit_code
)

select
    number,
    event,
    person,
    reason,
    until,
    missing_projects,
    missing_results,
    data_version,
    actor,
    happened_at
from happened
order by happened_at desc, number desc
