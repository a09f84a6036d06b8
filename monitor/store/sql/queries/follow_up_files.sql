-- One row per file kept beside a follow-up, in the order they came; absent parameters ask for all.
select
    file_id,
    follow_up_id,
    file_name,
    file_sha256,
    file_size,
    actor,
    added_at
from follow_up_files
where
    follow_up_id = coalesce($follow_up_id, follow_up_id)
    and file_id = coalesce($file_id, file_id)
    and added_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
order by file_id
