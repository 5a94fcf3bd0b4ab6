create schema documents;

create table documents.counters (
  operator_id integer not null references settings.operators,
  kind text not null,
  year integer not null,
  last_number integer not null,
  primary key (operator_id, kind, year)
);

create table documents.documents (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('invoice')),
  operator_id integer not null references settings.operators,
  contract_id integer not null references subscribers.contracts,
  year integer not null,
  sequence_number integer not null,
  number text not null,
  issued_on date not null,
  period daterange not null,
  total_minor bigint not null,
  vat_minor bigint not null,
  payable_minor bigint not null,
  -- The document as it was issued: printing it again gives the same paper.
  sheet jsonb not null,
  issued_at timestamptz not null,
  author text not null,
  author_name text not null,
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text,
  unique (operator_id, kind, year, sequence_number)
);

create index documents_by_contract on documents.documents (contract_id, id desc);
create unique index documents_once on documents.documents (kind, contract_id, period)
  where cancelled_at is null;
