-- One row per project and reported month: how many days ago the plan was where spending is.
-- linear: back along the line to the execution rate; step: back to the day the plan went past it.
-- Spending below 0 counts from the beginning of the year, or of the project; 0 days on plan and
-- ahead of it.
with reached as (
    select
        spending_months.fiscal_year,
        spending_months.project_code,
        spending_months.month,
        spending_months.month_end,
        spending_months.interpolation,
        milestone_segments.start_month,
        milestone_segments.milestone_before,
        milestone_segments.end_month,
        -- The part of the segment that spending has covered = covered ÷ width.
        cast(
            (milestone_segments.end_pct - milestone_segments.start_pct)
            * spending_months.revised_budget * 1000000 as hugeint
        ) as width,
        cast(
            greatest(
                spending_months.spent * 100
                - milestone_segments.start_pct * spending_months.revised_budget,
                0
            ) * 1000000 as hugeint
        ) as covered,
        spending_months.spent < 0 as is_below_zero,
        spending_months.spent * 100 * spending_months.planned_denominator
        < spending_months.planned_numerator * spending_months.revised_budget as is_behind,
        row_number() over (
            partition by
                spending_months.fiscal_year,
                spending_months.project_code,
                spending_months.month
            order by milestone_segments.start_month desc
        ) as newest
    from spending_months
    inner join milestone_segments
        on
            spending_months.fiscal_year = milestone_segments.fiscal_year
            and spending_months.project_code = milestone_segments.project_code
            and spending_months.month > milestone_segments.start_month
            and (
                milestone_segments.milestone_before is null
                or spending_months.spent * 100
                >= milestone_segments.start_pct * spending_months.revised_budget
            )
    where spending_months.state = 'reported'
),

placed as (
    select
        reached.*,
        case
            when not is_behind then 0
            when interpolation = 'step' then end_month * width
            else start_month * width + covered * (end_month - start_month)
        end as place
    from reached
    where newest = 1
),

counted as (
    select
        placed.*,
        place % nullif(width, 0) as rest,
        divide_rounded(place - place % nullif(width, 0), nullif(width, 0)) as whole_months
    from placed
)

select
    counted.fiscal_year,
    counted.project_code,
    counted.month,
    case
        when not counted.is_behind then 0
        -- No stretch of the plan lies there: by steps, or flat at 0, it may not have begun to rise.
        when counted.is_below_zero
            then
                cast(
                    date_diff(
                        'day',
                        coalesce(began.month_end, make_date(counted.fiscal_year - 1, 12, 31)),
                        counted.month_end
                    ) as integer
                )
        else cast(divide_rounded(
            date_diff(
                'day',
                coalesce(before_it.month_end, make_date(counted.fiscal_year - 1, 12, 31)),
                counted.month_end
            ) * counted.width
            - counted.rest * extract(day from coalesce(after_it.month_end, counted.month_end)),
            nullif(counted.width, 0)
        ) as integer)
    end as days_behind
from counted
left join calendar as began
    on
        counted.fiscal_year = began.fiscal_year
        and counted.start_month = began.month
left join calendar as before_it
    on
        counted.fiscal_year = before_it.fiscal_year
        and counted.whole_months = before_it.month
left join calendar as after_it
    on
        counted.fiscal_year = after_it.fiscal_year
        and counted.whole_months + 1 = after_it.month
