-- One row per batch that does not hold as many facts as it was committed with.
with counted as (
    select
        batch_id,
        count(*) as facts
    from (
        select batch_id from plan_projects
        union all
        select batch_id from spending_facts
        union all
        select batch_id from result_facts
        union all
        select batch_id from adjustment_facts
        union all
        select batch_id from deviation_notes
    ) as facts
    group by batch_id
)

select
    concat(
        'batch ', batches.batch_id, ': ', coalesce(counted.facts, 0), ' / ', batches.facts_count
    ) as subject
from batches
left join counted
    on batches.batch_id = counted.batch_id
where coalesce(counted.facts, 0) != batches.facts_count
order by batches.batch_id
