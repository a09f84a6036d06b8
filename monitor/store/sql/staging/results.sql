-- One row per indicator and month with a result: what the newest live batch that mentions it says,
-- or the spending, for a cost indicator that a person has chosen to feed from it.
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
),

fed as (
    select
        indicators.fiscal_year,
        indicators.project_code,
        indicators.indicator_key,
        spent_to_date.month,
        spent_to_date.batch_id,
        spent_to_date.spent
    from indicators
    inner join spent_to_date
        on
            indicators.fiscal_year = spent_to_date.fiscal_year
            and indicators.project_code = spent_to_date.project_code
    where indicators.is_fed and indicators.kind = 'money' and indicators.unit = '元'
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
    evidence,
    false as is_from_spending
from ranked
where newest = 1
union all
select
    fed.fiscal_year,
    fed.project_code,
    fed.indicator_key,
    fed.month,
    fed.batch_id,
    concat(cast(fed.spent as decimal(18, 2)), '元') as result_text,
    cast(fed.spent as decimal(28, 6)) as number,
    '' as level,
    null as done_on,
    '' as evidence,
    true as is_from_spending
from fed
left join ranked
    on
        fed.fiscal_year = ranked.fiscal_year
        and fed.project_code = ranked.project_code
        and fed.indicator_key = ranked.indicator_key
        and fed.month = ranked.month
        and ranked.newest = 1
where ranked.month is null
