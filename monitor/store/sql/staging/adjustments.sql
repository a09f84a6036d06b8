-- One row per project, paper and month with a budget adjustment that counts; yuan.
-- A paper counts as the newest active batch that holds it says, whatever month it says. Without a
-- paper the newest batch for the month counts, and with it those that were added to it since.
with active as (
    select
        adjustment_facts.batch_id,
        adjustment_facts.fiscal_year,
        adjustment_facts.project_code,
        adjustment_facts.month,
        adjustment_facts.paper,
        adjustment_facts.added,
        adjustment_facts.cut,
        adjustment_facts.stated_budget,
        max(case when not adjustment_facts.is_further then adjustment_facts.batch_id end) over (
            partition by
                adjustment_facts.fiscal_year,
                adjustment_facts.project_code,
                adjustment_facts.paper,
                case when adjustment_facts.paper = '' then adjustment_facts.month end
        ) as newest_batch_id
    from adjustment_facts
    inner join active_batches
        on adjustment_facts.batch_id = active_batches.batch_id
)

select
    fiscal_year,
    project_code,
    paper,
    month,
    cast(sum(added) as decimal(18, 2)) as added,
    cast(sum(cut) as decimal(18, 2)) as cut,
    max(stated_budget) as stated_budget
from active
where batch_id >= coalesce(newest_batch_id, 0)
group by fiscal_year, project_code, paper, month
