create schema usage;

create sequence usage.session_ids as bigint;

-- Sessions that are on-line now: a small table, so that history never slows accounting.
create table usage.open_sessions (
  id bigint primary key default nextval('usage.session_ids'),
  nas_id integer not null,
  acct_session_id text not null,
  login text not null,
  account_id integer,
  contract_id integer,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  address inet,
  calling_station text not null default '',
  called_station text not null default '',
  nas_port text not null default '',
  octets_in bigint not null default 0,
  octets_out bigint not null default 0,
  session_seconds integer not null default 0,
  unique (nas_id, acct_session_id, login)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

create index open_sessions_by_account on usage.open_sessions (account_id);
create index open_sessions_by_address on usage.open_sessions (address);
create index open_sessions_by_calling_station on usage.open_sessions (lower(calling_station));

create table usage.closed_sessions (
  id bigint not null,
  nas_id integer not null,
  acct_session_id text not null,
  login text not null,
  account_id integer,
  contract_id integer,
  started_at timestamptz not null,
  closed_at timestamptz not null,
  address inet,
  calling_station text not null default '',
  called_station text not null default '',
  nas_port text not null default '',
  octets_in bigint not null,
  octets_out bigint not null,
  session_seconds integer not null,
  cause text not null,
  primary key (id, closed_at)
) partition by range (closed_at);

create table usage.closed_sessions_rest partition of usage.closed_sessions default;
create index closed_sessions_by_account on usage.closed_sessions (account_id, closed_at desc);
create index closed_sessions_by_name on usage.closed_sessions (nas_id, acct_session_id);
