-- One row per indicator that somebody chose to feed from spending, or not to; the newest counts.
with ranked as (
    select
        indicator_feeds.*,
        row_number() over (
            partition by fiscal_year, project_code, indicator_key
            order by feed_id desc
        ) as newest
    from indicator_feeds
    where set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    fiscal_year,
    project_code,
    indicator_key,
    is_fed,
    actor
from ranked
where newest = 1
