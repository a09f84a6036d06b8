-- One row per exception from a certified month, or its end, that the log does not have yet.
select
    exception_id as number,
    set_at as happened_at,
    actor,
    case when is_ended then 'month.exception_ended' else 'month.excepted' end as event,
    concat('unit ', unit_code) as subject,
    fiscal_year,
    month,
    person,
    until
from month_exceptions
where exception_id > $after
order by exception_id
