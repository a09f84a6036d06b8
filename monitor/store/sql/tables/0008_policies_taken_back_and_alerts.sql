-- Taking a policy back, and what was told to whom; rows are only added.

create table policy_withdrawals (
    withdrawal_id bigint primary key,
    policy_id bigint not null,
    actor varchar not null,
    why varchar not null,
    withdrawn_at timestamp not null
);

-- What a channel knows of a project: level 0 is nothing that needs attention. Of flags it holds
-- from its month on, of the chase list for its month alone. Rows whose event is cleared or better
-- were noticed and not sent. channel names an address or a webhook, never a webhook's link.
create table alerts (
    alert_id bigint primary key,
    channel varchar not null,
    topic varchar not null check (topic in ('flag', 'chase')),
    fiscal_year integer not null,
    month integer not null check (month between 1 and 12),
    unit_code varchar not null,
    project_code varchar not null,
    event varchar not null check (
        event in ('new', 'worse', 'standing', 'missing', 'better', 'cleared')
    ),
    level integer not null,
    sentence varchar not null,
    actor varchar not null,
    told_at timestamp not null
);
