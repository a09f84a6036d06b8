-- One row per follow-up of a fiscal year opened for a month up to the one asked, the due first.
with names as (
    select
        fiscal_year,
        project_code,
        indicator_key,
        level3
    from indicators
),

files as (
    select
        follow_up_id,
        count(*) as files_count
    from follow_up_files
    where added_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
    group by follow_up_id
)

select
    follow_ups.*,
    coalesce(projects.unit_code, '') as unit_code,
    coalesce(projects.project_name, '') as project_name,
    coalesce(names.level3, '') as indicator_name,
    coalesce(files.files_count, 0) as files_count
from follow_ups
left join projects
    on
        follow_ups.fiscal_year = projects.fiscal_year
        and follow_ups.project_code = projects.project_code
left join names
    on
        follow_ups.fiscal_year = names.fiscal_year
        and follow_ups.project_code = names.project_code
        and follow_ups.indicator_key = names.indicator_key
left join files
    on follow_ups.follow_up_id = files.follow_up_id
where
    follow_ups.fiscal_year = $fiscal_year
    and follow_ups.month <= $month
    and follow_ups.project_code = coalesce($project_code, follow_ups.project_code)
    and coalesce(projects.unit_code, '') = coalesce($unit_code, projects.unit_code, '')
order by
    follow_ups.due asc nulls last,
    follow_ups.owner asc,
    follow_ups.follow_up_id asc
