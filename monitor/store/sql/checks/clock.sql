-- One row per batch that is dated before the batch in front of it.
with ordered as (
    select
        batch_id,
        committed_at,
        lag(committed_at) over (order by batch_id) as before
    from batches
)

select concat('batch ', batch_id) as subject
from ordered
where committed_at < before
order by batch_id
