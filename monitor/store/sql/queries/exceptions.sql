-- One row per person who may still change a certified month at a moment (UTC), by unit and month.
select
    fiscal_year,
    month,
    unit_code,
    person,
    person_key,
    reason,
    until,
    actor,
    set_at
from exceptions
where
    fiscal_year = $fiscal_year
    and until > $now
    and unit_code = coalesce($unit_code, unit_code)
order by unit_code, month, person_key
