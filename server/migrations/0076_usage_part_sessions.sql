-- Which services a live session was told, by their numbers; null = none was, or nobody knows.
alter table usage.open_sessions add column service_ids integer[];

-- What a server counts for one service of a session, by the name of its own accounting session. It belongs to the session
-- of its server, Acct-Session-Id and login that was there at the time, whichever of the two was heard of first.
create table usage.session_parts (
  id bigint generated always as identity primary key,
  nas_id integer not null,
  parent_session_id text not null,
  login text not null,
  acct_session_id text not null,
  service_name text not null,
  session_service_id integer,
  -- How it counted last: with the session, to a category, or not at all.
  counting text not null check (counting in ('session', 'category', 'nothing')),
  category text,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  -- Null while it is on, as far as its server told.
  ended_at timestamptz,
  cause text not null default '',
  octets_in bigint not null,
  octets_out bigint not null,
  session_seconds integer not null,
  base_in bigint not null,
  base_out bigint not null,
  base_seconds integer not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create unique index session_parts_live on usage.session_parts
  (nas_id, parent_session_id, login, service_name, acct_session_id) where ended_at is null;
create index session_parts_by_session on usage.session_parts (nas_id, parent_session_id, login);
create index session_parts_by_end on usage.session_parts (ended_at) where ended_at is not null;

-- Parts that nobody will tell anything of any more.
create table usage.closed_parts (
  like usage.session_parts including defaults,
  primary key (id, ended_at)
) partition by range (ended_at);

create table usage.closed_parts_rest partition of usage.closed_parts default;
create index closed_parts_by_session on usage.closed_parts (nas_id, parent_session_id, login);

-- A session whose services are counted by themselves: how much its server counted for it as a whole, how much of that
-- its services have, and how much stands in the hours of its account for itself.
create table usage.session_splits (
  nas_id integer not null,
  acct_session_id text not null,
  login text not null,
  account_id integer,
  contract_id integer,
  is_guest boolean not null default false,
  started_at timestamptz not null,
  heard_at timestamptz not null,
  whole_in bigint not null default 0,
  whole_out bigint not null default 0,
  own_in bigint not null default 0,
  own_out bigint not null default 0,
  plain_in bigint not null default 0,
  plain_out bigint not null default 0,
  -- Of its time, what is not in the hours yet.
  seconds bigint not null default 0,
  primary key (nas_id, acct_session_id, login)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index session_splits_by_news on usage.session_splits (heard_at);
