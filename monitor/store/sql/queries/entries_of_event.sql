-- One row per entry of the log of a kind of event, in the order they were made.
select
    happened_at,
    details
from audit_entries
where event = $event
order by sequence
