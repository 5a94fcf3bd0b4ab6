create schema network;

create table network.agents (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('radius-internet')),
  name text not null unique,
  -- A session without Interim or Stop for this long is taken for dead.
  dead_session_seconds integer not null default 86400 check (dead_session_seconds between 60 and 2592000),
  session_seconds_max integer not null default 86400 check (session_seconds_max between 0 and 2592000),
  interim_seconds integer not null default 300 check (interim_seconds between 60 and 86400),
  version integer not null default 1
);

insert into network.agents (kind, name) values ('radius-internet', 'RADIUS');

create table network.nas (
  id integer generated always as identity primary key,
  agent_id integer not null references network.agents,
  name text not null,
  address inet not null,
  secret_sealed bytea not null,
  dialect text not null check (dialect in ('mikrotik', 'cisco', 'accel-ppp', 'standard')),
  dae_host inet,
  dae_port integer not null default 3799 check (dae_port between 1 and 65535),
  requires_message_authenticator boolean not null default false,
  interim_seconds integer check (interim_seconds between 60 and 86400),
  session_seconds_max integer check (session_seconds_max between 0 and 2592000),
  note text not null default '',
  archived_at timestamptz,
  version integer not null default 1
);

create unique index nas_by_address on network.nas (address) where archived_at is null;

-- Networks that addresses are given from at sign-in.
create table network.segments (
  id integer generated always as identity primary key,
  agent_id integer not null references network.agents,
  name text not null,
  network cidr not null,
  -- Offset of the next address that nobody has had yet.
  next_offset bigint not null default 1,
  version integer not null default 1,
  exclude using gist (network inet_ops with &&)
);
