-- One row per project and reported month: the running total at that month's end, in yuan.
-- A cumulative fact begins a new run; monthly facts add to the run they fall in.
with runs as (
    select
        fiscal_year,
        project_code,
        month,
        batch_id,
        stated,
        amount,
        count(case when basis = 'cumulative' then 1 end) over (
            partition by fiscal_year, project_code
            order by month
            rows between unbounded preceding and current row
        ) as run
    from spending
)

select
    fiscal_year,
    project_code,
    month,
    batch_id,
    stated,
    cast(sum(amount) over (
        partition by fiscal_year, project_code, run
        order by month
        rows between unbounded preceding and current row
    ) as decimal(38, 2)) as spent
from runs
