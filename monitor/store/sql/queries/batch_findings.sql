-- One row per finding kept beside a batch, in the order they were found.
select
    code,
    level,
    sheet,
    cell,
    details
from batch_findings
where batch_id = $batch_id
order by position
