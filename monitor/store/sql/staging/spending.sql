-- One row per project and month with a fact: what the newest live batch that mentions it says.
with live as (
    select
        spending_facts.batch_id,
        spending_facts.fiscal_year,
        spending_facts.project_code,
        spending_facts.month,
        spending_facts.basis,
        spending_facts.amount,
        spending_facts.stated,
        max(spending_facts.batch_id) over (
            partition by
                spending_facts.fiscal_year, spending_facts.project_code, spending_facts.month
        ) as speaking_batch_id
    from spending_facts
    inner join active_batches
        on spending_facts.batch_id = active_batches.batch_id
)

select
    fiscal_year,
    project_code,
    month,
    batch_id,
    min(basis) as basis,
    max(stated) as stated,
    cast(sum(amount) as decimal(18, 2)) as amount
from live
where batch_id = speaking_batch_id
group by fiscal_year, project_code, month, batch_id
