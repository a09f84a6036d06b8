-- One row per month: what the units asked for have spent by its end, of what is reported.
select
    month,
    sum(spent) as spent
from unit_months
where fiscal_year = $fiscal_year and unit_code = coalesce($unit_code, unit_code)
group by month
having sum(spent) is not null
