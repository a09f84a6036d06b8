-- Batches, plans and facts: everything a person hands in. Rows are added, never changed.
create table batches (
    batch_id bigint primary key,
    kind varchar not null check (kind in ('plan', 'spending', 'results', 'adjustments')),
    fiscal_year integer not null,
    month integer,
    unit_code varchar,
    file_name varchar not null,
    file_sha256 varchar not null,
    file_size bigint not null,
    facts_count bigint not null,
    actor varchar not null,
    committed_at timestamp not null,
    understood varchar not null,
    is_sample boolean not null
);

create table batch_events (
    event_id bigint primary key,
    batch_id bigint not null,
    event varchar not null check (event in ('withdrawn', 'restored')),
    actor varchar not null,
    reason varchar not null,
    happened_at timestamp not null
);

create table batch_findings (
    batch_id bigint not null,
    position integer not null,
    code varchar not null,
    level varchar not null,
    sheet varchar not null,
    cell varchar not null,
    details varchar not null
);

create table plan_projects (
    batch_id bigint not null,
    fiscal_year integer not null,
    unit_code varchar not null,
    unit_name varchar not null,
    project_code varchar not null,
    position integer not null,
    project_name varchar not null,
    office varchar not null,
    original_budget decimal(18, 2),
    purpose varchar not null,
    goal varchar not null,
    place varchar not null
);

create table plan_funds (
    batch_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    position integer not null,
    fund_name varchar not null,
    amount decimal(18, 2) not null
);

create table plan_milestones (
    batch_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    month integer not null,
    planned_pct decimal(9, 4) not null
);

create table plan_indicators (
    batch_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    position integer not null,
    level1 varchar not null,
    level2 varchar not null,
    level3 varchar not null,
    description varchar not null,
    target_text varchar not null,
    basis varchar not null,
    points decimal(9, 4),
    operator varchar not null,
    number decimal(28, 6),
    upper_number decimal(28, 6),
    unit varchar not null,
    kind varchar not null,
    direction varchar not null,
    due date,
    wanted boolean,
    reason varchar not null,
    suspicion varchar not null
);

create table plan_texts (
    batch_id bigint not null,
    fiscal_year integer not null,
    unit_code varchar not null,
    section varchar not null check (section in ('goal', 'sub_goal', 'measure')),
    position integer not null,
    title varchar not null,
    body varchar not null,
    indicator_text varchar not null
);

create table spending_facts (
    batch_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    month integer not null check (month between 1 and 12),
    basis varchar not null check (basis in ('cumulative', 'monthly')),
    amount decimal(18, 2) not null,
    stated varchar not null check (stated in ('reported', 'unchanged')),
    sheet varchar not null,
    cell varchar not null
);

create table result_facts (
    batch_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    indicator_key varchar not null,
    month integer not null check (month between 1 and 12),
    result_text varchar not null,
    number decimal(28, 6),
    level varchar not null,
    done_on date,
    evidence varchar not null,
    sheet varchar not null,
    cell varchar not null
);

create table adjustment_facts (
    batch_id bigint not null,
    fiscal_year integer not null,
    project_code varchar not null,
    month integer not null check (month between 1 and 12),
    added decimal(18, 2) not null,
    cut decimal(18, 2) not null,
    reason varchar not null,
    sheet varchar not null,
    cell varchar not null
);
