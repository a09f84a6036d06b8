-- One row per table and batch number that facts name and that no batch has.
with facts as (
    select
        'plan_projects' as table_name,
        batch_id
    from plan_projects
    union
    select
        'plan_funds' as table_name,
        batch_id
    from plan_funds
    union
    select
        'plan_milestones' as table_name,
        batch_id
    from plan_milestones
    union
    select
        'plan_indicators' as table_name,
        batch_id
    from plan_indicators
    union
    select
        'plan_texts' as table_name,
        batch_id
    from plan_texts
    union
    select
        'spending_facts' as table_name,
        batch_id
    from spending_facts
    union
    select
        'result_facts' as table_name,
        batch_id
    from result_facts
    union
    select
        'adjustment_facts' as table_name,
        batch_id
    from adjustment_facts
    union
    select
        'deviation_notes' as table_name,
        batch_id
    from deviation_notes
    where batch_id is not null
    union
    select
        'batch_findings' as table_name,
        batch_id
    from batch_findings
    union
    select
        'batch_events' as table_name,
        batch_id
    from batch_events
)

select concat(facts.table_name, ' ', facts.batch_id) as subject
from facts
left join batches
    on facts.batch_id = batches.batch_id
where batches.batch_id is null
order by facts.table_name, facts.batch_id
