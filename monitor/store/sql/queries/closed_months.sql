-- One row per unit and month of a fiscal year with its state.
select
    fiscal_year,
    month,
    unit_code,
    unit_name,
    state,
    coalesce(event, '') as event,
    coalesce(remark, '') as remark,
    coalesce(missing_projects, 0) as missing_projects,
    coalesce(missing_results, 0) as missing_results,
    coalesce(data_version, '') as data_version,
    coalesce(actor, '') as actor,
    happened_at
from closed_months
where
    fiscal_year = $fiscal_year
    and month = coalesce($month, month)
    and unit_code = coalesce($unit_code, unit_code)
order by unit_code, month
