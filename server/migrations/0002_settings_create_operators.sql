create schema settings;

create table settings.operators (
  id integer generated always as identity primary key,
  name text not null,
  is_default boolean not null default false,
  time_zone text not null default 'Europe/Moscow',
  currency char(3) not null default 'RUB',
  requisites jsonb not null default '{}',
  contract_number_template text not null default '{YYYY}-{N:5}',
  invoice_number_template text not null default '{N}',
  version integer not null default 1
);

create unique index operators_one_default on settings.operators (is_default) where is_default;

insert into settings.operators (name, is_default) values ('Default operator', true);

-- VAT by date: a document always takes the rate that was in force on its day.
create table settings.vat_rates (
  valid daterange not null,
  rate_basis_points integer not null check (rate_basis_points between 0 and 10000),
  exclude using gist (valid with &&)
);

insert into settings.vat_rates (valid, rate_basis_points) values
  ('[2004-01-01,2019-01-01)', 1800),
  ('[2019-01-01,2026-01-01)', 2000),
  ('[2026-01-01,)', 2200);
