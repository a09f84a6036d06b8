-- One row per step of a unit's month that cannot follow the one before it, or an exception from a
-- month that was not certified when it was made.
with steps as (
    select
        event_id,
        fiscal_year,
        month,
        unit_code,
        event,
        coalesce(
            lag(event) over (
                partition by fiscal_year, month, unit_code
                order by event_id
            ),
            'returned'
        ) as event_before
    from month_events
),

exceptions_judged as (
    select
        month_exceptions.exception_id,
        month_exceptions.fiscal_year,
        month_exceptions.month,
        month_exceptions.unit_code,
        bool_or(month_events.event = 'certified') as was_certified
    from month_exceptions
    left join month_events
        on
            month_exceptions.fiscal_year = month_events.fiscal_year
            and month_exceptions.month = month_events.month
            and month_exceptions.unit_code = month_events.unit_code
    where not month_exceptions.is_ended
    group by
        month_exceptions.exception_id,
        month_exceptions.fiscal_year,
        month_exceptions.month,
        month_exceptions.unit_code
)

select concat('month_events ', event_id, ': ', event_before, ' → ', event) as subject
from steps
where
    concat(event_before, ' ', event) not in (
        'returned submitted', 'submitted certified', 'submitted returned'
    )
union all
select concat('month_exceptions ', exception_id) as subject
from exceptions_judged
where not coalesce(was_certified, false)
