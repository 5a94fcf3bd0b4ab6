-- Blocks of ports that carrier-grade translation (RFC 6888 §4) gave out: who was behind a public
-- address and port. The end of a block may be told long after its beginning, or never.
create table usage.nat_blocks (
  address inet not null,
  first_port integer not null check (first_port >= 0),
  last_port integer not null check (last_port between first_port and 65535),
  -- Who it was given to: the address behind, or the account itself.
  inside inet,
  account_id integer,
  device text not null default '',
  began_at timestamptz not null,
  ended_at timestamptz check (ended_at > began_at),
  primary key (address, first_port, began_at),
  check (inside is not null or account_id is not null)
) partition by range (began_at);

create table usage.nat_blocks_rest partition of usage.nat_blocks default;
-- One look finds the block, however wide blocks are and however long they have been held.
create index nat_blocks_by_holder on usage.nat_blocks using gist (
  address inet_ops, int4range(first_port, last_port, '[]'), tstzrange(began_at, ended_at)
);

-- The archive is read by the end of sessions, each list page by page.
create index closed_sessions_by_end on usage.closed_sessions (closed_at, id);
create index closed_sessions_by_login on usage.closed_sessions (lower(login), closed_at);
-- As text, for the archive alone: by the number itself a late packet, which looks for its session by server
-- and name among the last days, would be tempted to walk all sessions of the server.
create index closed_sessions_by_nas on usage.closed_sessions ((nas_id::text), closed_at);
-- A MAC address however its access server writes it.
create index closed_sessions_by_station on usage.closed_sessions (
  translate(lower(calling_station), ':.-', ''), closed_at
);

-- Prefixes in the order of ends, as addresses are: a prefix is found by its own length, so order
-- matters more than containment, and a finished session costs less to write down.
drop index usage.closed_sessions_by_framed_prefix;
drop index usage.closed_sessions_by_delegated_prefix;
create index closed_sessions_by_framed_prefix on usage.closed_sessions (framed_prefix, closed_at)
  where framed_prefix is not null;
create index closed_sessions_by_delegated_prefix on usage.closed_sessions
  (delegated_prefix, closed_at) where delegated_prefix is not null;

-- The few sessions that outlasted a week: all others that were there at a moment ended within a week.
create index closed_sessions_long_by_address on usage.closed_sessions (address, closed_at)
  where closed_at - started_at > interval '7 days';
create index closed_sessions_long_by_framed_prefix on usage.closed_sessions
  (framed_prefix, closed_at)
  where framed_prefix is not null and closed_at - started_at > interval '7 days';
create index closed_sessions_long_by_delegated_prefix on usage.closed_sessions
  (delegated_prefix, closed_at)
  where delegated_prefix is not null and closed_at - started_at > interval '7 days';
