-- One row per goal, sub-goal or measure, from the newest live plan of each unit that has any.
with live as (
    select
        plan_texts.*,
        max(plan_texts.batch_id) over (
            partition by plan_texts.fiscal_year, plan_texts.unit_code
        ) as speaking_batch_id
    from plan_texts
    inner join active_batches
        on plan_texts.batch_id = active_batches.batch_id
)

select
    fiscal_year,
    unit_code,
    section,
    position,
    title,
    body,
    indicator_text
from live
where batch_id = speaking_batch_id
