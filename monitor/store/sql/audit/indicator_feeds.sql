-- One row per choice of what feeds an indicator that the log does not have yet.
select
    feed_id as number,
    set_at as happened_at,
    actor,
    'indicator.fed' as event,
    project_code as subject,
    fiscal_year,
    indicator_key,
    is_fed
from indicator_feeds
where feed_id > $after
order by feed_id
