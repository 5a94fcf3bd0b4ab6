-- Who holds which pool address. An account keeps its address until the pool runs short.
create table network.leases (
  address inet primary key,
  segment_id integer not null references network.segments,
  account_id integer not null references accounts.accounts,
  used_at timestamptz not null
);

create unique index leases_by_account on network.leases (account_id);
create index leases_by_age on network.leases (segment_id, used_at);
