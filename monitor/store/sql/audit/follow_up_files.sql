-- One row per file beside a follow-up that the log does not have yet.
select
    file_id as number,
    added_at as happened_at,
    actor,
    'follow_up.file_added' as event,
    concat('follow-up ', follow_up_id) as subject,
    file_name,
    file_sha256
from follow_up_files
where file_id > $after
order by file_id
