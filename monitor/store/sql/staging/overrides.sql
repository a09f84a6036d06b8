-- One row per indicator whose direction or proration a person has overridden; the newest counts.
-- An override that says neither takes the earlier ones back.
with ranked as (
    select
        indicator_overrides.*,
        row_number() over (
            partition by fiscal_year, project_code, indicator_key
            order by override_id desc
        ) as newest
    from indicator_overrides
    where set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    fiscal_year,
    project_code,
    indicator_key,
    nullif(direction, '') as direction,
    is_prorated,
    actor,
    why
from ranked
where newest = 1 and (direction <> '' or is_prorated is not null)
