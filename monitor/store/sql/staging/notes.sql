-- One row per indicator (or project, with a blank key) and month that somebody has explained.
with live as (
    select
        deviation_notes.*,
        row_number() over (
            partition by
                deviation_notes.fiscal_year,
                deviation_notes.project_code,
                deviation_notes.indicator_key,
                deviation_notes.month
            order by deviation_notes.note_id desc
        ) as newest
    from deviation_notes
    left join active_batches
        on deviation_notes.batch_id = active_batches.batch_id
    where
        (deviation_notes.batch_id is null or active_batches.batch_id is not null)
        and deviation_notes.noted_at
        <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    note_id,
    fiscal_year,
    project_code,
    indicator_key,
    month,
    cause,
    explanation,
    likelihood,
    expected,
    remark,
    actor,
    noted_at
from live
where newest = 1
