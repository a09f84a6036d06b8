-- One row per project with a plan and a budget that did not report spending for a month, with the
-- results it owes too: those not due yet, done already or fed from spending are not asked for.
-- With $with_results also one per project that reported its spending and owes results alone.
with owed as (
    select
        indicator_months.project_code,
        count(*) as missing_results,
        max(indicator_months.last_reported_month) as last_result_month
    from indicator_months
    left join feeds
        on
            indicator_months.fiscal_year = feeds.fiscal_year
            and indicator_months.project_code = feeds.project_code
            and indicator_months.indicator_key = feeds.indicator_key
    where
        indicator_months.fiscal_year = $fiscal_year
        and indicator_months.month = $month
        and indicator_months.unit_code = coalesce($unit_code, indicator_months.unit_code)
        and indicator_months.state = 'not_reported'
        and not coalesce(feeds.is_fed, false)
        and not coalesce(indicator_months.is_met, false)
        and (
            indicator_months.kind <> 'deadline'
            or indicator_months.due < indicator_months.month_end
        )
    group by indicator_months.project_code
)

select
    project_months.fiscal_year,
    project_months.month,
    project_months.state,
    project_months.unit_code,
    project_months.unit_name,
    project_months.office,
    project_months.project_code,
    project_months.project_name,
    project_months.revised_budget,
    project_months.last_reported_month,
    project_months.last_spent,
    project_months.month - coalesce(project_months.last_reported_month, 0) as months_missing,
    coalesce(project_months.indicators_count, 0) as indicators_count,
    coalesce(owed.missing_results, 0) as missing_results,
    owed.last_result_month
from project_months
left join owed
    on project_months.project_code = owed.project_code
where
    project_months.fiscal_year = $fiscal_year
    and project_months.month = $month
    and (
        project_months.state = 'not_reported'
        or ($with_results and coalesce(owed.missing_results, 0) > 0)
    )
    and project_months.unit_code = coalesce($unit_code, project_months.unit_code)
order by project_months.unit_code, project_months.position, project_months.project_code
limit $most offset $skipped
