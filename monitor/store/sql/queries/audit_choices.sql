-- One row per person and kind of event that the log has entries of.
select distinct
    actor,
    event
from audit_entries
order by actor, event
