-- One row per active batch: committed and not withdrawn, as known at the moment asked for.
-- The variable known_on (UTC) belongs to the connection; unset means now.
with events as (
    select
        batch_id,
        event,
        row_number() over (partition by batch_id order by event_id desc) as newest
    from batch_events
    where happened_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    batches.batch_id,
    batches.kind,
    batches.fiscal_year,
    batches.committed_at,
    batches.is_sample
from batches
left join events
    on batches.batch_id = events.batch_id and events.newest = 1
where
    batches.committed_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
    and coalesce(events.event, 'restored') = 'restored'
