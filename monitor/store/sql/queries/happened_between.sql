-- One row per project and thing that changed what is known of it between two moments (UTC):
-- a batch of a month up to the one asked for that became active or inactive, a rule, a reading.
-- A batch that came and went in between changed nothing. project_code is null for all projects.
with states as (
    select
        batches.batch_id,
        batches.committed_at,
        max(batch_events.happened_at) filter (
            where batch_events.happened_at <= $until
        ) as last_event_at,
        batches.committed_at <= $since
        and coalesce(
            arg_max(batch_events.event, batch_events.event_id) filter (
                where batch_events.happened_at <= $since
            ),
            'restored'
        ) = 'restored' as was_active,
        batches.committed_at <= $until
        and coalesce(
            arg_max(batch_events.event, batch_events.event_id) filter (
                where batch_events.happened_at <= $until
            ),
            'restored'
        ) = 'restored' as is_active
    from batches
    left join batch_events
        on batches.batch_id = batch_events.batch_id
    group by batches.batch_id, batches.committed_at
),

spoken as (
    select
        batch_id,
        project_code
    from plan_projects
    where fiscal_year = $fiscal_year
    union
    select
        batch_id,
        project_code
    from spending_facts
    where fiscal_year = $fiscal_year and month <= $month
    union
    select
        batch_id,
        project_code
    from result_facts
    where fiscal_year = $fiscal_year and month <= $month
    union
    select
        batch_id,
        project_code
    from adjustment_facts
    where fiscal_year = $fiscal_year and month <= $month
),

by_hand as (
    select
        null as project_code,
        'policy' as event,
        set_at as happened_at,
        actor
    from policies
    where fiscal_year * 12 + effective_month <= $fiscal_year * 12 + $month
    union all
    select
        null as project_code,
        'policy' as event,
        policy_withdrawals.withdrawn_at as happened_at,
        policy_withdrawals.actor
    from policy_withdrawals
    inner join policies
        on policy_withdrawals.policy_id = policies.policy_id
    where policies.fiscal_year * 12 + policies.effective_month <= $fiscal_year * 12 + $month
    union all
    select
        project_code,
        'reading' as event,
        set_at as happened_at,
        actor
    from indicator_readings
    where fiscal_year = $fiscal_year
    union all
    select
        project_code,
        'reading' as event,
        set_at as happened_at,
        actor
    from indicator_feeds
    where fiscal_year = $fiscal_year
    union all
    select
        project_code,
        'reading' as event,
        set_at as happened_at,
        actor
    from indicator_overrides
    where fiscal_year = $fiscal_year
),

by_batch as (
    select
        spoken.project_code,
        case
            when states.is_active and states.committed_at > $since then 'imported'
            when states.is_active then 'restored'
            else 'withdrawn'
        end as event,
        case
            when states.is_active and states.committed_at > $since then states.committed_at
            else states.last_event_at
        end as happened_at,
        states.batch_id
    from spoken
    inner join states
        on spoken.batch_id = states.batch_id
    where states.was_active <> states.is_active
),

last_events as (
    select
        batch_id,
        happened_at,
        actor
    from batch_events
)

select
    by_batch.project_code,
    by_batch.event,
    by_batch.happened_at,
    coalesce(last_events.actor, batches.actor) as actor,
    by_batch.batch_id,
    batches.kind,
    batches.file_name
from by_batch
inner join batches
    on by_batch.batch_id = batches.batch_id
left join last_events
    on
        by_batch.batch_id = last_events.batch_id
        and by_batch.happened_at = last_events.happened_at
        and by_batch.event <> 'imported'
union all
select
    project_code,
    event,
    happened_at,
    actor,
    null as batch_id,
    '' as kind,
    '' as file_name
from by_hand
where happened_at > $since and happened_at <= $until
order by happened_at, batch_id, project_code
