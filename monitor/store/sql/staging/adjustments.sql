-- One row per project and month with a budget adjustment, as the newest live batch says; yuan.
with live as (
    select
        adjustment_facts.batch_id,
        adjustment_facts.fiscal_year,
        adjustment_facts.project_code,
        adjustment_facts.month,
        adjustment_facts.added,
        adjustment_facts.cut,
        max(adjustment_facts.batch_id) over (
            partition by
                adjustment_facts.fiscal_year, adjustment_facts.project_code, adjustment_facts.month
        ) as speaking_batch_id
    from adjustment_facts
    inner join active_batches
        on adjustment_facts.batch_id = active_batches.batch_id
)

select
    fiscal_year,
    project_code,
    month,
    cast(sum(added) as decimal(18, 2)) as added,
    cast(sum(cut) as decimal(18, 2)) as cut
from live
where batch_id = speaking_batch_id
group by fiscal_year, project_code, month
