create schema charging;

-- What has been charged so far for one fee of one account in one period: the memory that makes a
-- second run post nothing.
create table charging.dues (
  account_id integer not null,
  component text not null,
  period_start date not null,
  contract_id integer not null,
  charged_minor bigint not null,
  revision integer not null,
  primary key (account_id, component, period_start)
) with (fillfactor = 80);

create table charging.runs (
  id integer generated always as identity primary key,
  day date not null,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  started_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  started_by text not null,
  contracts_total integer not null default 0,
  contracts_done integer not null default 0,
  last_contract_id integer not null default 0,
  postings_count integer not null default 0,
  charged_minor bigint not null default 0
);

create unique index runs_one_at_a_time on charging.runs (state) where state = 'running';

create table charging.run_failures (
  run_id integer not null references charging.runs,
  contract_id integer not null,
  message text not null,
  primary key (run_id, contract_id)
);
