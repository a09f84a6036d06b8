-- One row per indicator or project that somebody explained, the latest month up to the one asked.
with ranked as (
    select
        notes.*,
        row_number() over (
            partition by notes.project_code, notes.indicator_key
            order by notes.month desc
        ) as newest
    from notes
    where notes.fiscal_year = $fiscal_year and notes.month <= $month
)

select
    ranked.project_code,
    ranked.indicator_key,
    ranked.month,
    ranked.cause,
    ranked.explanation,
    ranked.likelihood,
    ranked.expected,
    ranked.remark,
    ranked.actor,
    ranked.noted_at
from ranked
inner join projects
    on ranked.project_code = projects.project_code and projects.fiscal_year = $fiscal_year
where
    ranked.newest = 1
    and projects.unit_code = coalesce($unit_code, projects.unit_code)
    and projects.project_code = coalesce($project_code, projects.project_code)
