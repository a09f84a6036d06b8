-- One row per mapping of a header in use, the newest first.
with ranked as (
    select
        header_mappings.*,
        row_number() over (partition by name order by mapping_id desc) as newest
    from header_mappings
)

select
    mapping_id,
    name,
    kind,
    signature,
    header_row,
    header_words,
    columns,
    unit,
    basis,
    actor,
    set_at
from ranked
where newest = 1 and not is_removed
order by mapping_id desc
