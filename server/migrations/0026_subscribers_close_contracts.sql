-- Contracts that will close by themselves: from the day on nothing of theirs works any more.
create table subscribers.closings (
  contract_id integer primary key references subscribers.contracts,
  due_on date not null,
  reason text not null default '',
  author text not null,
  planned_at timestamptz not null
);

create index closings_due on subscribers.closings (due_on);

-- Whose contract it was, over time; the present holder stands on the contract itself.
create table subscribers.former_holders (
  id integer generated always as identity primary key,
  contract_id integer not null references subscribers.contracts,
  subscriber_id integer not null references subscribers.subscribers,
  until timestamptz not null,
  reason text not null,
  author text not null
);

create index former_holders_by_contract on subscribers.former_holders (contract_id, until desc);
create index former_holders_by_subscriber on subscribers.former_holders (subscriber_id);
