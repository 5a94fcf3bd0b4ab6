create schema payments;

create table payments.payments (
  id integer generated always as identity primary key,
  -- Who brought it and under which number: the same pair is the same payment.
  source text not null,
  external_id text not null,
  contract_id integer not null references subscribers.contracts,
  amount_minor bigint not null check (amount_minor >= 0),
  currency char(3) not null,
  method text not null check (method in ('cash', 'bank')),
  paid_on date not null,
  document_number text not null default '',
  comment text not null default '',
  received_at timestamptz not null,
  author text not null,
  author_name text not null,
  cancelled_at timestamptz,
  revision integer not null default 1,
  unique (source, external_id)
);

create index payments_by_contract on payments.payments (contract_id, id desc);
create index payments_by_day on payments.payments (paid_on, id);

-- Every state that a payment has had. The last revision is the payment as it stands.
create table payments.revisions (
  payment_id integer not null references payments.payments,
  revision integer not null,
  kind text not null check (kind in ('new', 'corrected', 'moved', 'cancelled', 'restored')),
  contract_id integer not null,
  amount_minor bigint not null,
  at timestamptz not null,
  author text not null,
  author_name text not null,
  reason text not null default '',
  primary key (payment_id, revision)
);
