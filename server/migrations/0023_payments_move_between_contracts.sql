-- Whose payments cover whose debts: a contract is subordinate to a main one over time.
create table subscribers.subordinations (
  id integer generated always as identity primary key,
  contract_id integer not null references subscribers.contracts,
  main_id integer not null references subscribers.contracts,
  -- The smaller is covered first.
  priority integer not null default 100 check (priority between 0 and 1000),
  valid tstzrange not null,
  author text not null,
  ended_by text,
  check (contract_id <> main_id),
  constraint subordinations_one_main exclude using gist (contract_id with =, valid with &&)
);

create index subordinations_by_main on subscribers.subordinations (main_id);

-- Money moved from one contract to another: by hand, or what a payment left for subordinate ones.
create table payments.transfers (
  id integer generated always as identity primary key,
  from_contract_id integer not null references subscribers.contracts,
  to_contract_id integer not null references subscribers.contracts,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  reason text not null default '',
  payment_id integer references payments.payments,
  author text not null,
  made_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by text,
  reversal_reason text,
  check (from_contract_id <> to_contract_id)
);

create index transfers_by_sender on payments.transfers (from_contract_id, id desc);
create index transfers_by_receiver on payments.transfers (to_contract_id, id desc);
create index transfers_by_payment on payments.transfers (payment_id) where payment_id is not null;

-- Debts given up as lost.
create table payments.write_offs (
  id integer generated always as identity primary key,
  contract_id integer not null references subscribers.contracts,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  reason text not null,
  author text not null,
  made_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by text,
  reversal_reason text
);

create index write_offs_by_contract on payments.write_offs (contract_id, id desc);

alter table ledger.books drop constraint books_kind_check;
alter table ledger.books add constraint books_kind_check
  check (kind in ('wallet', 'revenue', 'cash', 'bank', 'adjustment', 'transfers', 'write-offs'));
alter table ledger.postings drop constraint postings_kind_check;
alter table ledger.postings add constraint postings_kind_check
  check (kind in ('charge', 'payment', 'reversal', 'adjustment', 'transfer', 'write-off'));
