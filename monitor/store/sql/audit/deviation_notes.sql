-- One row per note entered on a page that the log does not have yet.
select
    note_id as number,
    noted_at as happened_at,
    actor,
    'note.written' as event,
    project_code as subject,
    fiscal_year,
    indicator_key,
    month
from deviation_notes
where
    note_id > $after
    and batch_id is null
order by note_id
