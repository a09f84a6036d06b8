-- One row per spending fact ever stated for a project, newest first within its month.
with last_events as (
    select
        batch_id,
        event,
        row_number() over (partition by batch_id order by event_id desc) as newest
    from batch_events
)

select
    spending_facts.month,
    spending_facts.basis,
    spending_facts.amount,
    spending_facts.stated,
    spending_facts.sheet,
    spending_facts.cell,
    batches.batch_id,
    batches.file_name,
    batches.actor,
    batches.committed_at,
    batches.is_sample,
    case
        when last_events.event = 'withdrawn' then 'withdrawn'
        when spending.batch_id = spending_facts.batch_id then 'current'
        else 'replaced'
    end as standing
from spending_facts
inner join batches
    on spending_facts.batch_id = batches.batch_id
left join last_events
    on spending_facts.batch_id = last_events.batch_id and last_events.newest = 1
left join spending
    on
        spending_facts.fiscal_year = spending.fiscal_year
        and spending_facts.project_code = spending.project_code
        and spending_facts.month = spending.month
where
    spending_facts.fiscal_year = $fiscal_year
    and spending_facts.project_code = $project_code
order by spending_facts.month desc, spending_facts.batch_id desc, spending_facts.cell asc
