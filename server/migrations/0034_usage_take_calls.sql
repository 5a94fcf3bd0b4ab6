-- Files of call records as an exchange wrote them.
create table usage.call_files (
  id integer generated always as identity primary key,
  agent_id integer not null references network.agents,
  name text not null,
  -- The same bytes are taken once.
  digest bytea not null,
  content bytea,
  bytes integer not null,
  state text not null check (state in ('waiting', 'done', 'failed')),
  -- Records read so far: a reading that was cut short goes on after them.
  records_read integer not null default 0,
  calls_taken integer not null default 0,
  repeats integer not null default 0,
  faults integer not null default 0,
  failure text not null default '',
  -- [{"row": 17, "field": "startedAt", "value": "2026-13-01"}]: the first ones.
  fault_samples jsonb not null default '[]',
  taken_at timestamptz not null,
  taken_by text not null,
  finished_at timestamptz,
  unique (agent_id, digest)
);
alter table usage.call_files alter column content set storage external;

create sequence usage.call_ids as bigint;

-- One side of a call: `out` for who calls, `in` for who is called, each with what it costs that side.
create table usage.calls (
  id bigint not null default nextval('usage.call_ids'),
  -- The record of the exchange, by its own id or by everything that tells it from others.
  key uuid not null,
  side text not null check (side in ('out', 'in')),
  agent_id integer not null,
  file_id integer,
  started_at timestamptz not null,
  seconds integer not null check (seconds >= 0),
  number_from text not null,
  number_to text not null,
  cause text not null default '',
  trunk_in text not null default '',
  trunk_out text not null default '',
  account_id integer,
  contract_id integer,
  outcome text not null check (outcome in ('priced', 'no-owner', 'no-tariff', 'no-direction')),
  tariff_id integer,
  price_list_id integer,
  price_list_version integer,
  prefix text not null default '',
  direction text not null default '',
  class text not null default '',
  band text,
  billed_seconds integer not null default 0,
  -- Millionths of a rouble for a minute, and for the fact of the call.
  price_rate bigint not null default 0,
  call_price_rate bigint not null default 0,
  -- Lists of calls are read by time.
  primary key (started_at, id),
  unique (key, side, started_at)
) partition by range (started_at);

create table usage.calls_rest partition of usage.calls default;
create index calls_by_account on usage.calls (account_id, started_at);
create index calls_unpriced on usage.calls (started_at, id) where outcome <> 'priced';
