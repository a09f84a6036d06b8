-- One row per import that the log does not have yet.
select
    batch_id as number,
    committed_at as happened_at,
    actor,
    'import.committed' as event,
    concat('batch ', batch_id) as subject,
    kind,
    fiscal_year,
    month,
    unit_code,
    file_name,
    file_sha256,
    facts_count
from batches
where batch_id > $after
order by batch_id
