create schema accounts;

create table accounts.accounts (
  id integer generated always as identity primary key,
  contract_id integer not null references subscribers.contracts,
  agent_id integer not null references network.agents,
  login text not null,
  password_sealed bytea not null,
  sessions_max integer not null default 1 check (sessions_max between 1 and 1000),
  address_source text not null default 'pool' check (address_source in ('pool', 'static', 'nas')),
  note text not null default '',
  opened_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 1
);

create unique index accounts_by_login on accounts.accounts (agent_id, lower(login));
create index accounts_by_login_part on accounts.accounts using gin (lower(login) gin_trgm_ops);
create index accounts_by_contract on accounts.accounts (contract_id);

create table accounts.tariff_assignments (
  account_id integer not null references accounts.accounts,
  tariff_id integer not null references catalogue.tariffs,
  valid daterange not null,
  author text not null,
  assigned_at timestamptz not null,
  primary key (account_id, valid without overlaps)
);

create index tariff_assignments_by_tariff on accounts.tariff_assignments (tariff_id);

-- Why and when an account had no access. Several kinds may hold at once; each ends on its own.
create table accounts.blocks (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  kind text not null check (kind in ('money', 'staff', 'own-wish', 'off')),
  valid tstzrange not null check (not isempty(valid)),
  reason text not null default '',
  author text not null,
  lift_reason text,
  lifted_by text,
  details jsonb not null default '{}',
  unique (account_id, kind, valid without overlaps)
);

create index blocks_by_account on accounts.blocks (account_id, id);

-- Fixed addresses of accounts, with history: one address never belongs to two at a time.
create table accounts.addresses (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  address inet not null,
  valid tstzrange not null,
  author text not null,
  exclude using gist (address inet_ops with &&, valid with &&)
);

create index addresses_by_account on accounts.addresses (account_id) where upper(valid) is null;
