create schema access;

-- Why somebody was not let in.
create table access.rejections (
  id bigint generated always as identity,
  at timestamptz not null,
  nas_id integer,
  login text not null,
  account_id integer,
  contract_id integer,
  reason text not null,
  calling_station text not null default '',
  details jsonb not null default '{}',
  primary key (id, at)
) partition by range (at);

create table access.rejections_rest partition of access.rejections default;
create index rejections_by_account on access.rejections (account_id, at desc);
create index rejections_by_login on access.rejections (lower(login), at desc);

-- Orders to the network about live sessions, and what the NAS answered.
create table access.commands (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('disconnect', 'change-speed')),
  session_id bigint not null,
  nas_id integer not null,
  account_id integer,
  contract_id integer,
  acct_session_id text not null,
  login text not null,
  reason text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  attempts integer not null default 0,
  outcome text check (outcome in ('acknowledged', 'refused', 'no-answer', 'no-address')),
  error_cause integer,
  answered_at timestamptz
);

create index commands_by_account on access.commands (account_id, id desc);
create index commands_waiting on access.commands (asked_at) where outcome is null;

-- What the network is known to do for an account now, beside what it should do.
create table access.applied_states (
  account_id integer primary key references accounts.accounts,
  state text not null,
  applied_at timestamptz not null
);
