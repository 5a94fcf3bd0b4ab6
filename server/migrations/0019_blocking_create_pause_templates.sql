create schema blocking;

-- On what terms a subscriber may pause an account at own wish.
create table blocking.pause_templates (
  id integer generated always as identity primary key,
  name text not null,
  days_min integer not null check (days_min between 1 and 3650),
  days_max integer not null check (days_max between days_min and 3650),
  uses_per_year integer check (uses_per_year between 1 and 366),
  notice_days integer not null default 0 check (notice_days between 0 and 365),
  contract_days_min integer not null default 0 check (contract_days_min between 0 and 3650),
  needs_no_debt boolean not null default true,
  archived_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1
);

create unique index pause_templates_by_name on blocking.pause_templates (lower(name))
  where archived_at is null;

insert into blocking.pause_templates
  (name, days_min, days_max, uses_per_year, notice_days, contract_days_min, needs_no_debt, created_at)
values ('Сезонная приостановка', 7, 180, 2, 0, 30, true, now());
