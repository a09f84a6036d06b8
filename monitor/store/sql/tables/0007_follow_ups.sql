-- What is done about flagged projects; rows are only added, the newest one of a number speaks.

-- Every change of a follow-up is a whole new row. indicator_key is blank for the project as a
-- whole; cause is blank where none is stated; overdue follows from due and the day, never stored.
create table follow_up_events (
    event_id bigint primary key,
    follow_up_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    month integer not null check (month between 1 and 12),
    cause varchar not null check (
        cause in ('', 'policy', 'procurement', 'beyond_control', 'planned', 'contract', 'other')
    ),
    analysis varchar not null,
    measure varchar not null,
    owner varchar not null,
    due date,
    state varchar not null check (state in ('open', 'in_hand', 'done')),
    remark varchar not null,
    actor varchar not null,
    set_at timestamp not null
);

-- Files beside a follow-up; their bytes are kept under their digest.
create table follow_up_files (
    file_id bigint primary key,
    follow_up_id bigint not null,
    file_name varchar not null,
    file_sha256 varchar not null,
    file_size bigint not null,
    actor varchar not null,
    added_at timestamp not null
);

-- From a month to another, both included, a flag waits; is_ended lets it speak again from a month.
create table flag_snoozes (
    snooze_id bigint primary key,
    fiscal_year integer not null,
    project_code varchar not null,
    month integer not null check (month between 1 and 12),
    until_month integer not null check (until_month between 1 and 12),
    reason varchar not null,
    is_ended boolean not null,
    actor varchar not null,
    set_at timestamp not null
);
