-- One row per person who may change a unit's certified month, or might: the newest word on them.
with ranked as (
    select
        month_exceptions.*,
        row_number() over (
            partition by fiscal_year, month, unit_code, person_key
            order by exception_id desc
        ) as newest
    from month_exceptions
    where set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    exception_id,
    fiscal_year,
    month,
    unit_code,
    person,
    person_key,
    reason,
    until,
    actor,
    set_at
from ranked
where newest = 1 and not is_ended
