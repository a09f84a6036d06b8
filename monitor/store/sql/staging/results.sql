-- One row per indicator and month with a result, as the newest live batch that mentions it says.
with ranked as (
    select
        result_facts.*,
        row_number() over (
            partition by
                result_facts.fiscal_year,
                result_facts.project_code,
                result_facts.indicator_key,
                result_facts.month
            order by result_facts.batch_id desc
        ) as newest
    from result_facts
    inner join live_batches
        on result_facts.batch_id = live_batches.batch_id
)

select
    fiscal_year,
    project_code,
    indicator_key,
    month,
    batch_id,
    result_text,
    number,
    level,
    done_on,
    evidence
from ranked
where newest = 1
