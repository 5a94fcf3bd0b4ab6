-- IPv6 of a session: the prefix of the connection, and the one that the subscriber's router shares out.
alter table usage.open_sessions add column framed_prefix cidr, add column delegated_prefix cidr;
alter table usage.closed_sessions add column framed_prefix cidr, add column delegated_prefix cidr;

create index open_sessions_by_framed_prefix on usage.open_sessions using gist (framed_prefix inet_ops)
  where framed_prefix is not null;
create index open_sessions_by_delegated_prefix on usage.open_sessions
  using gist (delegated_prefix inet_ops) where delegated_prefix is not null;
-- Who had this address: the first session on it that ended after the moment is the only one to look at.
create index closed_sessions_by_address on usage.closed_sessions (address, closed_at);
create index closed_sessions_by_framed_prefix on usage.closed_sessions
  using gist (framed_prefix inet_ops) where framed_prefix is not null;
create index closed_sessions_by_delegated_prefix on usage.closed_sessions
  using gist (delegated_prefix inet_ops) where delegated_prefix is not null;
