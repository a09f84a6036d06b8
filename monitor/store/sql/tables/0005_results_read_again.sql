-- What results reported before a reading was set by hand say under that reading.
create table reread_results (
    reading_id bigint not null,
    batch_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    month integer not null check (month between 1 and 12),
    number decimal(28, 6),
    level varchar not null,
    done_on date
);
