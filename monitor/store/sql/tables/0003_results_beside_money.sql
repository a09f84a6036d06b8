-- What people decide and explain about indicators; rows are only added, the newest one speaks.

-- A reading set by hand for a target that could not be read safely; it holds for that text only.
create table indicator_readings (
    reading_id bigint primary key,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    target_text varchar not null,
    operator varchar not null,
    number decimal(28, 6),
    upper_number decimal(28, 6),
    unit varchar not null,
    kind varchar not null,
    direction varchar not null,
    due date,
    wanted boolean,
    actor varchar not null,
    why varchar not null,
    set_at timestamp not null
);

-- Whether a cost indicator that repeats the budget takes its result from spending.
create table indicator_feeds (
    feed_id bigint primary key,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    is_fed boolean not null,
    actor varchar not null,
    set_at timestamp not null
);

-- Cause of deviation, likelihood and remark; indicator_key is blank for the project as a whole.
-- batch_id is null for what was entered on a page.
create table deviation_notes (
    note_id bigint primary key,
    batch_id bigint,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    month integer not null check (month between 1 and 12),
    cause varchar not null,
    explanation varchar not null,
    likelihood varchar not null,
    expected varchar not null,
    remark varchar not null,
    actor varchar not null,
    noted_at timestamp not null
);

-- The self-evaluation's points by group, and the grades' lower bounds, belong to the policy.
alter table policies add column points_execution decimal(9, 2) default 10;
alter table policies add column points_output decimal(9, 2) default 50;
alter table policies add column points_benefit decimal(9, 2) default 30;
alter table policies add column points_satisfaction decimal(9, 2) default 10;
alter table policies add column points_cost_with_cost decimal(9, 2) default 20;
alter table policies add column points_output_with_cost decimal(9, 2) default 40;
alter table policies add column points_benefit_with_cost decimal(9, 2) default 20;
alter table policies add column points_satisfaction_with_cost decimal(9, 2) default 10;
alter table policies add column grade_excellent decimal(9, 2) default 90;
alter table policies add column grade_good decimal(9, 2) default 80;
alter table policies add column grade_fair decimal(9, 2) default 60;
