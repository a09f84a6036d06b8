-- One row per project and month: its indicators together.
-- Completion is the weighted mean over indicators with a result; the others do not count as 0.
with weighed as (
    select
        indicator_months.fiscal_year,
        indicator_months.project_code,
        indicator_months.month,
        indicator_months.state,
        -- What is merely not yet due says nothing of the project.
        case
            when indicator_months.state = 'reported' or indicator_months.is_met
                then indicator_months.light
        end as light,
        indicator_months.completion,
        weighted_indicators.weight,
        case when indicator_months.completion is not null then weighted_indicators.weight end
            as measured_weight
    from indicator_months
    inner join weighted_indicators
        on
            indicator_months.fiscal_year = weighted_indicators.fiscal_year
            and indicator_months.project_code = weighted_indicators.project_code
            and indicator_months.indicator_key = weighted_indicators.indicator_key
            and indicator_months.month = weighted_indicators.month
),

summed as (
    select
        fiscal_year,
        project_code,
        month,
        count(*) as indicators_count,
        count(case when state = 'reported' then 1 end) as measured_count,
        count(case when light = 'red' then 1 end) as red_count,
        count(case when light = 'yellow' then 1 end) as yellow_count,
        count(case when light = 'green' then 1 end) as green_count,
        count(case when light = 'blue' then 1 end) as blue_count,
        sum(measured_weight) as measured_weight,
        sum(completion * measured_weight) as completion_points
    from weighed
    group by fiscal_year, project_code, month
)

select
    fiscal_year,
    project_code,
    month,
    indicators_count,
    measured_count,
    red_count + yellow_count as lagging_count,
    red_count as indicators_red,
    yellow_count as indicators_yellow,
    case
        when red_count > 0 then 'red'
        when yellow_count > 0 then 'yellow'
        when green_count > 0 then 'green'
        when blue_count > 0 then 'blue'
    end as indicator_light,
    cast(divide_rounded(
        completion_points * 10000000000, nullif(measured_weight, 0) * 1000000
    ) * 0.0001 as decimal(9, 4)) as completion
from summed
