-- One row per table that the log follows: the newest number it has of it.
select
    source,
    max(number) as number
from audit_entries
where source is not null
group by source
