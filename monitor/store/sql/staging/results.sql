-- One row per indicator and month with a result: what the newest live batch that mentions it says,
-- or the spending, for a cost indicator that a person has chosen to feed from it.
-- A result reported before its target was read by hand says what it says under that reading.
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
    inner join active_batches
        on result_facts.batch_id = active_batches.batch_id
),

reported as (
    select
        ranked.*,
        reread_results.reading_id is not null as is_reread,
        reread_results.number as reread_number,
        reread_results.level as reread_level,
        reread_results.done_on as reread_done_on
    from ranked
    left join indicators
        on
            ranked.fiscal_year = indicators.fiscal_year
            and ranked.project_code = indicators.project_code
            and ranked.indicator_key = indicators.indicator_key
    left join reread_results
        on
            indicators.reading_id = reread_results.reading_id
            and ranked.batch_id = reread_results.batch_id
            and ranked.month = reread_results.month
    where ranked.newest = 1
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
    case when is_reread then reread_number else number end as number,
    case when is_reread then reread_level else level end as level,
    case when is_reread then reread_done_on else done_on end as done_on,
    evidence,
    false as is_from_spending
from reported
union all
select
    fed.fiscal_year,
    fed.project_code,
    fed.indicator_key,
    fed.month,
    fed.batch_id,
    concat(cast(fed.spent as decimal(18, 2)), '元') as result_text,
    cast(fed.spent as decimal(28, 6)) as number, -- a union keeps the fewer decimal places
    '' as level,
    null as done_on,
    '' as evidence,
    true as is_from_spending
from fed
left join reported
    on
        fed.fiscal_year = reported.fiscal_year
        and fed.project_code = reported.project_code
        and fed.indicator_key = reported.indicator_key
        and fed.month = reported.month
where reported.month is null
