-- Which months of a unit are handed in and certified, and who may still change a certified one.
-- Rows are only added, the newest one of a unit's month (and of a person in it) speaks.

-- What was missing, and the version of the data, are kept as they stood at that moment. A month
-- without a row, or whose newest row is returned, is open.
create table month_events (
    event_id bigint primary key,
    fiscal_year integer not null,
    month integer not null check (month between 1 and 12),
    unit_code varchar not null,
    event varchar not null check (event in ('submitted', 'certified', 'returned')),
    remark varchar not null,
    missing_projects integer not null,
    missing_results integer not null,
    data_version varchar not null,
    actor varchar not null,
    happened_at timestamp not null
);

-- person_key is the name as it is compared; until is UTC. is_ended takes the exception back.
create table month_exceptions (
    exception_id bigint primary key,
    fiscal_year integer not null,
    month integer not null check (month between 1 and 12),
    unit_code varchar not null,
    person varchar not null,
    person_key varchar not null,
    reason varchar not null,
    until timestamp not null,
    is_ended boolean not null,
    actor varchar not null,
    set_at timestamp not null
);
