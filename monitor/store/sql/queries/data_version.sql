-- One text that changes whenever anything a page shows may have changed.
-- The newest batch, and eight signs for everything else.
select concat_ws(
    '-',
    (select coalesce(max(batch_id), 0) from batches),
    left(md5(concat_ws(
        '.',
        (select coalesce(max(event_id), 0) from batch_events),
        (select coalesce(max(policy_id), 0) from policies),
        (select coalesce(max(withdrawal_id), 0) from policy_withdrawals),
        (select coalesce(max(override_id), 0) from indicator_overrides),
        (select coalesce(max(reading_id), 0) from indicator_readings),
        (select coalesce(max(feed_id), 0) from indicator_feeds),
        (select coalesce(max(note_id), 0) from deviation_notes),
        (select coalesce(max(mapping_id), 0) from header_mappings),
        (select coalesce(max(event_id), 0) from follow_up_events),
        (select coalesce(max(file_id), 0) from follow_up_files),
        (select coalesce(max(snooze_id), 0) from flag_snoozes),
        (select coalesce(max(event_id), 0) from month_events),
        (select coalesce(max(exception_id), 0) from month_exceptions),
        -- A restored backup counts on from where it was: its numbers were others' before. A
        -- database made from a lake always begins with the same numbers.
        (
            select coalesce(left(max_by(hash, sequence), 8), '0')
            from audit_entries
            where event in ('database.restored', 'lake.opened')
        )
    )), 8)
)
