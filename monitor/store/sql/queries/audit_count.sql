-- How many entries of the log match; blank filters ask for all.
select count(*)
from audit_entries
where
    happened_at >= coalesce(cast($since as timestamp), timestamp '0001-01-01')
    and happened_at < coalesce(cast($until as timestamp), timestamp '9999-12-31')
    and coalesce(actor = cast($actor as varchar), true)
    and coalesce(event = cast($event as varchar), true)
