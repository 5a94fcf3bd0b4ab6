-- Times in which money is not asked for: who has none is not refused and not cut off.
create table access.emergencies (
  id integer generated always as identity primary key,
  valid tstzrange not null check (not isempty(valid)),
  reason text not null,
  author text not null,
  -- Who ended it before its time.
  ended_by text,
  -- When everything was as it should be again.
  settled_at timestamptz,
  exclude using gist (valid with &&)
);

-- Who was let in meanwhile although there was no money.
create table access.leniencies (
  emergency_id integer not null references access.emergencies,
  account_id integer not null references accounts.accounts,
  contract_id integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null,
  primary key (emergency_id, account_id)
);
