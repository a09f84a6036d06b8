-- One row per mapping saved or removed that the log does not have yet.
select
    mapping_id as number,
    set_at as happened_at,
    actor,
    case when is_removed then 'mapping.removed' else 'mapping.saved' end as event,
    name as subject,
    kind
from header_mappings
where mapping_id > $after
order by mapping_id
