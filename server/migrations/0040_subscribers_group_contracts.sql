-- Contracts that are spoken of together: the tenants of a business centre, the staff of a partner.
create table subscribers.groups (
  id integer generated always as identity primary key,
  name text not null,
  note text not null default '',
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1
);

create unique index groups_by_name on subscribers.groups (lower(name)) where archived_at is null;

create table subscribers.group_members (
  group_id integer not null references subscribers.groups,
  contract_id integer not null references subscribers.contracts,
  author text not null,
  added_at timestamptz not null,
  primary key (group_id, contract_id)
);

create index group_members_by_contract on subscribers.group_members (contract_id);

-- Thousands of contracts are added at once by their numbers; the index of parts of words is too slow for that.
create index contracts_by_whole_number on subscribers.contracts (lower(number));
