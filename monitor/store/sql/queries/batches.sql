-- One row per batch, newest first, with what happened to it last.
with last_events as (
    select
        batch_events.*,
        row_number() over (partition by batch_id order by event_id desc) as newest
    from batch_events
)

select
    batches.batch_id,
    batches.kind,
    batches.fiscal_year,
    batches.month,
    batches.unit_code,
    batches.file_name,
    batches.file_sha256,
    batches.facts_count,
    batches.actor,
    batches.committed_at,
    batches.is_sample,
    last_events.event as last_event,
    last_events.actor as last_actor,
    last_events.reason as last_reason,
    last_events.happened_at as last_happened_at,
    coalesce(last_events.event, 'restored') = 'restored' as is_active
from batches
left join last_events
    on batches.batch_id = last_events.batch_id and last_events.newest = 1
where batches.batch_id = coalesce($batch_id, batches.batch_id)
order by batches.batch_id desc
