-- One row per indicator and month: its points in the self-evaluation.
-- Held against the full target: in full when met, else in proportion; a result over a ceiling
-- loses its excess, to 0 at twice the ceiling. Qualitative: 达成 100 %, 部分达成 80 %, 未达成 0 %,
-- or the percentage given within the band (80 to 100, 60 to 80, 0 to 60). Without a result there
-- are no points, which is not 0.
with shares as (
    select
        indicator_months.fiscal_year,
        indicator_months.unit_code,
        indicator_months.project_code,
        indicator_months.indicator_key,
        indicator_months.month,
        indicator_months.state,
        indicator_months.is_met,
        weighted_indicators.point_group,
        weighted_indicators.weight,
        weighted_indicators.spread_points,
        case
            when indicator_months.state = 'unreadable' then null
            when indicator_months.kind = 'deadline' and indicator_months.is_met then 100
            when indicator_months.state <> 'reported' then null
            when indicator_months.kind = 'qualitative' and indicator_months.result_level = 'full'
                then least(greatest(coalesce(indicator_months.result_number, 100), 80), 100)
            when
                indicator_months.kind = 'qualitative' and indicator_months.result_level <> 'partial'
                then least(greatest(coalesce(indicator_months.result_number, 0), 0), 60)
            when
                indicator_months.direction = 'equal'
                and indicator_months.number = 0
                and indicator_months.result_number <= 0
                then 100
            else indicator_months.completion
        end as share_pct,
        indicator_months.direction = 'higher'
        and indicator_months.number > 0
        and (
            indicator_months.result_number < indicator_months.number
            or indicator_months.result_number * 10 >= indicator_months.number * 13
        ) as needs_cause
    from indicator_months
    inner join weighted_indicators
        on
            indicator_months.fiscal_year = weighted_indicators.fiscal_year
            and indicator_months.project_code = weighted_indicators.project_code
            and indicator_months.indicator_key = weighted_indicators.indicator_key
            and indicator_months.month = weighted_indicators.month
    where indicator_months.state <> 'not_started'
)

select
    fiscal_year,
    unit_code,
    project_code,
    indicator_key,
    month,
    state,
    is_met,
    point_group,
    weight,
    spread_points,
    share_pct,
    needs_cause,
    cast(divide_rounded(
        cast(weight * 100 as hugeint) * cast(share_pct * 10000 as hugeint), 1000000
    ) * 0.01 as decimal(9, 2)) as score
from shares
