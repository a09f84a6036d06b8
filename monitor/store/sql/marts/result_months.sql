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
        -- Completion short of a target in numbers is reached ÷ whole.
        case
            when
                indicator_months.is_met
                or indicator_months.completion is null
                or not coalesce(indicator_months.number > 0, false)
                or indicator_months.kind not in ('quantity', 'rate', 'money')
                then null
            when indicator_months.direction = 'higher'
                then cast(greatest(indicator_months.result_number, 0) * 1000000 as hugeint)
            when indicator_months.direction = 'lower'
                then
                    cast(greatest(
                        2 * indicator_months.number - indicator_months.result_number, 0
                    ) * 1000000 as hugeint)
        end as reached,
        cast(indicator_months.number * 1000000 as hugeint) as whole,
        case when indicator_months.completion is not null then weighted_indicators.weight end
            as measured_weight
    from indicator_months
    inner join weighted_indicators
        on
            indicator_months.fiscal_year = weighted_indicators.fiscal_year
            and indicator_months.project_code = weighted_indicators.project_code
            and indicator_months.indicator_key = weighted_indicators.indicator_key
            and indicator_months.month = weighted_indicators.month
    where indicator_months.state <> 'not_started'
),

-- To twelve places of a percent, in two steps that keep to the digits there are: what completion is
-- compared by is not rounded as what is shown.
remaining as (
    select
        weighed.*,
        reached * 1000000 % nullif(whole, 0) as rest
    from weighed
),

refined as (
    select
        remaining.*,
        case
            when completion is null then null
            when reached is null then cast(completion * 10000 as hugeint) * 100000000
            else
                divide_rounded(reached * 1000000 - rest, nullif(whole, 0)) * 100000000
                + divide_rounded(rest * 100000000, nullif(whole, 0))
        end as fine_completion
    from remaining
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
        sum(completion * measured_weight) as completion_points,
        sum(fine_completion * cast(measured_weight * 100 as hugeint)) as completion_side,
        sum(cast(measured_weight * 100 as hugeint)) as weight_side
    from refined
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
    -- completion = completion_side ÷ weight_side, in millionths of a millionth of a percent
    cast(completion_side as hugeint) as completion_side,
    cast(weight_side as hugeint) as weight_side,
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
