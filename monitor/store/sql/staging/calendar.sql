-- One row per month of every fiscal year that has a plan, with its last day.
with years as (
    select distinct fiscal_year
    from projects
),

months as (
    select unnest(range(1, 13)) as month
)

select
    years.fiscal_year,
    cast(months.month as integer) as month,
    last_day(make_date(years.fiscal_year, cast(months.month as integer), 1)) as month_end
from years
cross join months
