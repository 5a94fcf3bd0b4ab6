alter table charging.runs
  add column kind text not null default 'recurring'
    check (kind in ('recurring', 'recalculation', 'preview')),
  -- The months that a recalculation or its preview goes over, both by their first day.
  add column first_month date,
  add column last_month date,
  -- {} = all contracts; {"contractIds": [3]}, {"tariffId": 5}, {"serviceId": 7}
  add column scope jsonb not null default '{}',
  add column reason text not null default '',
  add constraint runs_months_of_recalculation
    check ((kind = 'recurring') = (first_month is null)
      and (first_month is null) = (last_month is null));

-- What posts stays one at a time; looking what would be posted does not stand in its way.
drop index charging.runs_one_at_a_time;
create unique index runs_one_at_a_time on charging.runs ((kind = 'preview')) where state = 'running';

-- What a recalculation has changed, or would change, line by line.
create table charging.run_differences (
  run_id integer not null references charging.runs on delete cascade,
  account_id integer not null,
  component text not null,
  period_start date not null,
  contract_id integer not null,
  title text not null,
  before_minor bigint not null,
  due_minor bigint not null,
  explanation jsonb not null,
  primary key (run_id, account_id, component, period_start)
);

create index run_differences_by_size
  on charging.run_differences (run_id, (abs(due_minor - before_minor)) desc, account_id, component, period_start);
