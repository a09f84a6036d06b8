-- One row per target text of an indicator that a person has read by hand; the newest counts.
with ranked as (
    select
        indicator_readings.*,
        row_number() over (
            partition by fiscal_year, project_code, indicator_key, target_text
            order by reading_id desc
        ) as newest
    from indicator_readings
    where set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    reading_id,
    fiscal_year,
    project_code,
    indicator_key,
    target_text,
    coalesce(spelling, '') as spelling,
    operator,
    number,
    upper_number,
    unit,
    kind,
    direction,
    due,
    wanted,
    actor,
    why
from ranked
where newest = 1
