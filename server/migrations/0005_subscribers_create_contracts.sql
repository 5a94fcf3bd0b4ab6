create schema subscribers;

create table subscribers.subscribers (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('person', 'sole-proprietor', 'company')),
  name text not null,
  surname text,
  given_name text,
  patronymic text,
  inn text,
  kpp text,
  ogrn text,
  requisites jsonb not null default '{}',
  note text not null default '',
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  version integer not null default 1
);

create index subscribers_by_name on subscribers.subscribers (lower(name), id);
create index subscribers_by_name_part on subscribers.subscribers using gin (lower(name) gin_trgm_ops);
create index subscribers_by_inn on subscribers.subscribers (inn) where inn is not null;

create table subscribers.contacts (
  id integer generated always as identity primary key,
  subscriber_id integer not null references subscribers.subscribers,
  kind text not null check (kind in ('phone', 'email')),
  value text not null,
  -- Phone: digits with country code. E-mail: lower case.
  search_value text not null,
  note text not null default '',
  position integer not null default 0
);

create index contacts_by_subscriber on subscribers.contacts (subscriber_id);
create index contacts_by_value on subscribers.contacts using gin (search_value gin_trgm_ops);

create table subscribers.addresses (
  id integer generated always as identity primary key,
  subscriber_id integer not null references subscribers.subscribers,
  kind text not null check (kind in ('registration', 'postal', 'installation')),
  postcode text not null default '',
  region text not null default '',
  city text not null default '',
  street text not null default '',
  house text not null default '',
  flat text not null default '',
  entrance text not null default '',
  floor text not null default '',
  full_text text not null,
  unique (subscriber_id, kind)
);

create index addresses_by_text on subscribers.addresses using gin (lower(full_text) gin_trgm_ops);

create table subscribers.contracts (
  id integer generated always as identity primary key,
  subscriber_id integer not null references subscribers.subscribers,
  operator_id integer not null references settings.operators,
  number text not null,
  payment_code text not null unique,
  signed_on date not null,
  closed_on date,
  payment_method text not null check (payment_method in ('advance', 'credit')),
  is_never_blocked boolean not null default false,
  currency char(3) not null default 'RUB',
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (operator_id, number),
  check (closed_on is null or closed_on >= signed_on)
);

create index contracts_by_subscriber on subscribers.contracts (subscriber_id);
create index contracts_by_number on subscribers.contracts using gin (lower(number) gin_trgm_ops);

-- How far below zero a contract may go, with its history.
create table subscribers.credit_limits (
  contract_id integer not null references subscribers.contracts,
  valid tstzrange not null,
  amount_minor bigint not null check (amount_minor >= 0),
  author text not null,
  reason text not null default '',
  primary key (contract_id, valid without overlaps)
);

create table subscribers.contract_counters (
  operator_id integer not null references settings.operators,
  year integer not null,
  last_number integer not null,
  primary key (operator_id, year)
);
