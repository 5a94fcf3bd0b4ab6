-- What every domain stands on: the outbox, idempotency keys, and who of our processes is alive.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create schema platform;

-- Domain events, written in the transaction of the deed that they tell of.
-- `xid` lets a reader skip what is not yet certain: ids alone commit out of order.
create table platform.events (
  id bigint generated always as identity,
  occurred_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(),
  name text not null,
  payload jsonb not null,
  primary key (id, occurred_at)
) partition by range (occurred_at);

create index events_by_order on platform.events (xid, id);

create table platform.events_rest partition of platform.events default;

-- How far each durable reader of the outbox has come.
create table platform.followers (
  name text primary key,
  last_xid xid8 not null,
  last_id bigint not null
);

create table platform.idempotency_keys (
  actor text not null,
  key text not null,
  route text not null,
  body_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);

create index idempotency_keys_by_age on platform.idempotency_keys (created_at);

create table platform.heartbeats (
  process text not null,
  instance text not null,
  seen_at timestamptz not null,
  is_ready boolean not null,
  metrics jsonb not null default '[]',
  primary key (process, instance)
);

-- Makes the monthly partition of a table that covers a day; rows of other months go to `_rest`.
create function platform.ensure_month_partition(parent regclass, month date) returns void
language plpgsql as $$
declare
  first_day date := date_trunc('month', month);
  partition_name text := format('%s_%s', split_part(parent::text, '.', 2), to_char(first_day, 'YYYY_MM'));
  schema_name text := split_part(parent::text, '.', 1);
begin
  if to_regclass(format('%I.%I', schema_name, partition_name)) is null then
    execute format(
      'create table %I.%I partition of %s for values from (%L) to (%L)',
      schema_name, partition_name, parent, first_day, first_day + interval '1 month'
    );
  end if;
end $$;
