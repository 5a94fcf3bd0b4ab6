create schema ledger;

-- Where money is: a wallet of a contract, revenue of a service class, a cash desk, a bank account.
create table ledger.books (
  id integer generated always as identity primary key,
  code text not null unique,
  kind text not null check (kind in ('wallet', 'revenue', 'cash', 'bank', 'adjustment')),
  contract_id integer references subscribers.contracts
);

create table ledger.wallets (
  contract_id integer primary key references subscribers.contracts,
  book_id integer not null unique references ledger.books,
  -- Always the sum of the book's postings: changed in the statement that posts.
  balance_minor bigint not null default 0
) with (fillfactor = 70);

create sequence ledger.posting_ids as bigint;

-- One movement of money between two books. Never updated, never deleted: mistakes are reversed.
-- Books are found by their codes in the posting statement and are never deleted: checking them
-- again by foreign keys would double the time of a recurring run.
create table ledger.postings (
  id bigint not null default nextval('ledger.posting_ids'),
  day date not null,
  posted_at timestamptz not null,
  kind text not null check (kind in ('charge', 'payment', 'reversal', 'adjustment')),
  from_book integer not null,
  to_book integer not null,
  amount_minor bigint not null check (amount_minor > 0),
  contract_id integer not null,
  account_id integer,
  key text not null,
  period daterange,
  reverses text,
  title text not null,
  explanation jsonb not null default '{}',
  actor text not null,
  primary key (id, day),
  check (from_book <> to_book)
) partition by range (day);

create table ledger.postings_rest partition of ledger.postings default;
create index postings_by_contract on ledger.postings (contract_id, day, id);

-- The business key of every posting, unique over all months.
create table ledger.posting_keys (
  key text primary key,
  posting_id bigint not null,
  day date not null
);

-- Nothing dated before this day may be posted any more.
create table ledger.closed_period (
  is_only boolean primary key default true check (is_only),
  open_from date not null
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A posting is never changed or deleted: reverse it';
end $$;

create trigger postings_are_for_ever before update or delete on ledger.postings
  for each row execute function ledger.refuse_change();
