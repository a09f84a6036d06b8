-- One row per project and reported month: the running total at that month's end, in yuan.
-- A cumulative fact begins a new run; monthly facts add to the run they fall in. The total is
-- incomplete while months of its run are not stated: since the cumulative fact, or since the
-- project's start month; their numbers stand with blanks between.
with runs as (
    select
        spending.fiscal_year,
        spending.project_code,
        spending.month,
        spending.batch_id,
        spending.stated,
        spending.amount,
        cast(power(2, spending.month) as integer) as month_bit,
        count(case when spending.basis = 'cumulative' then 1 end) over so_far as run,
        coalesce(
            max(case when spending.basis = 'cumulative' then spending.month end) over so_far,
            projects.start_month - 1,
            0
        ) as run_start
    from spending
    left join projects
        on
            spending.fiscal_year = projects.fiscal_year
            and spending.project_code = projects.project_code
    window so_far as (
        partition by spending.fiscal_year, spending.project_code
        order by spending.month
        rows between unbounded preceding and current row
    )
),

summed as (
    select
        fiscal_year,
        project_code,
        month,
        batch_id,
        stated,
        run_start,
        sum(amount) over so_far as spent,
        sum(month_bit) over so_far as stated_months
    from runs
    window so_far as (
        partition by fiscal_year, project_code, run
        order by month
        rows between unbounded preceding and current row
    )
)

select
    fiscal_year,
    project_code,
    month,
    batch_id,
    stated,
    cast(spent as decimal(38, 2)) as spent,
    concat_ws(
        ' ',
        case when run_start < 1 and month > 1 and stated_months % 4 < 2 then '1' end,
        case when run_start < 2 and month > 2 and stated_months % 8 < 4 then '2' end,
        case when run_start < 3 and month > 3 and stated_months % 16 < 8 then '3' end,
        case when run_start < 4 and month > 4 and stated_months % 32 < 16 then '4' end,
        case when run_start < 5 and month > 5 and stated_months % 64 < 32 then '5' end,
        case when run_start < 6 and month > 6 and stated_months % 128 < 64 then '6' end,
        case when run_start < 7 and month > 7 and stated_months % 256 < 128 then '7' end,
        case when run_start < 8 and month > 8 and stated_months % 512 < 256 then '8' end,
        case when run_start < 9 and month > 9 and stated_months % 1024 < 512 then '9' end,
        case when run_start < 10 and month > 10 and stated_months % 2048 < 1024 then '10' end,
        case when run_start < 11 and month > 11 and stated_months % 4096 < 2048 then '11' end
    ) as incomplete
from summed
