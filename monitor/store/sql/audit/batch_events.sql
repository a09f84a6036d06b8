-- One row per withdrawal or restoration of an import that the log does not have yet.
select
    event_id as number,
    happened_at,
    actor,
    concat('import.', event) as event,
    concat('batch ', batch_id) as subject
from batch_events
where event_id > $after
order by event_id
