-- One text that changes whenever anything a page shows may have changed.
select concat_ws(
    '.',
    (select coalesce(max(batch_id), 0) from batches),
    (select coalesce(max(event_id), 0) from batch_events),
    (select coalesce(max(policy_id), 0) from policies),
    (select coalesce(max(override_id), 0) from indicator_overrides),
    (select coalesce(max(reading_id), 0) from indicator_readings),
    (select coalesce(max(feed_id), 0) from indicator_feeds),
    (select coalesce(max(note_id), 0) from deviation_notes),
    (select coalesce(max(mapping_id), 0) from header_mappings)
)
