-- Networks that are an account's over time, beside its one IPv4 address: no two overlap at a time.
create table accounts.networks (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  -- `route`: led to the subscriber's router; `link`: IPv6 of the connection itself; `delegated`:
  -- handed to the subscriber's router to share out (RFC 4818).
  kind text not null check (kind in ('route', 'link', 'delegated')),
  network cidr not null check (kind = 'route' or family(network) = 6),
  valid tstzrange not null,
  author text not null,
  exclude using gist (network inet_ops with &&, valid with &&)
);

create index networks_by_account on accounts.networks (account_id);
