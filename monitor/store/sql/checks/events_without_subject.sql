-- One row per decision about something that is not there.
with orphans as (
    select concat('policy_floors ', policy_floors.policy_id) as subject
    from policy_floors
    left join policies
        on policy_floors.policy_id = policies.policy_id
    where policies.policy_id is null
    union
    select concat('policy_withdrawals ', policy_withdrawals.withdrawal_id) as subject
    from policy_withdrawals
    left join policies
        on policy_withdrawals.policy_id = policies.policy_id
    where policies.policy_id is null
    union
    select concat('reread_results ', reread_results.reading_id) as subject
    from reread_results
    left join indicator_readings
        on reread_results.reading_id = indicator_readings.reading_id
    where indicator_readings.reading_id is null
    union
    select concat('follow_up_files ', follow_up_files.file_id) as subject
    from follow_up_files
    left join follow_up_events
        on follow_up_files.follow_up_id = follow_up_events.follow_up_id
    where follow_up_events.follow_up_id is null
)

select subject
from orphans
order by subject
