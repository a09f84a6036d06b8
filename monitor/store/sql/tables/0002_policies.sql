-- The rules by which months are judged, each in force from a month on; rows are only added.
create table policies (
    policy_id bigint primary key,
    fiscal_year integer not null,
    effective_month integer not null check (effective_month between 1 and 12),
    mode varchar not null check (mode in ('ratio', 'gap', 'elapsed', 'floor')),
    interpolation varchar not null check (interpolation in ('linear', 'step')),
    ratio_red decimal(6, 4) not null,
    ratio_yellow decimal(6, 4) not null,
    ratio_blue decimal(6, 4) not null,
    gap_red decimal(9, 4) not null,
    gap_yellow decimal(9, 4) not null,
    gap_blue decimal(9, 4) not null,
    materiality decimal(18, 2) not null,
    mismatch_points decimal(9, 4) not null,
    actor varchar not null,
    why varchar not null,
    set_at timestamp not null
);

create table policy_floors (
    policy_id bigint not null,
    month integer not null check (month between 1 and 12),
    minimum_rate decimal(9, 4) not null
);

-- Year 0 stands before every fiscal year: these are the defaults until somebody sets others.
insert into policies values (
    0,
    0,
    1,
    'ratio',
    'linear',
    0.60,
    0.80,
    1.20,
    -20,
    -10,
    20,
    0,
    10,
    '',
    '',
    timestamp '1970-01-01'
);

insert into policy_floors values (0, 4, 25), (0, 6, 40), (0, 8, 60), (0, 10, 80);

create table indicator_overrides (
    override_id bigint primary key,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    direction varchar not null check (direction in ('', 'higher', 'lower', 'equal', 'range')),
    is_prorated boolean,
    actor varchar not null,
    why varchar not null,
    set_at timestamp not null
);
