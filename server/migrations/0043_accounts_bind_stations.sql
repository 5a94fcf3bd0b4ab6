-- MAC addresses of accounts over time: one is of one account of an agent at a time.
create table accounts.stations (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  agent_id integer not null references network.agents,
  mac macaddr not null,
  valid tstzrange not null,
  -- `learned` at a sign-in, or entered by staff.
  source text not null check (source in ('staff', 'learned')),
  author text not null,
  exclude using gist (agent_id with =, mac with =, valid with &&)
);

create index stations_by_account on accounts.stations (account_id);
