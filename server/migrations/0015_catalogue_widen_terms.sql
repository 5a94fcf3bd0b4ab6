-- Every way in which a provider takes a recurring fee, and terms for new accounts only.
alter table catalogue.tariffs
  add column family text not null default 'internet-flat'
    check (family in ('internet-flat', 'internet-volume', 'internet-time', 'telephony', 'services'));

alter table catalogue.tariff_versions drop constraint tariff_versions_fee_charged_check;
alter table catalogue.tariff_versions
  add constraint tariff_versions_fee_charged_check
    check (fee_charged in ('in-advance', 'at-end', 'daily-parts')),
  -- `new-accounts`: accounts that had the tariff before keep the terms they had.
  add column audience text not null default 'everybody'
    check (audience in ('everybody', 'new-accounts')),
  add column fee_anchor text not null default 'calendar' check (fee_anchor in ('calendar', 'connection')),
  add column first_period text not null default 'by-days' check (first_period in ('by-days', 'full', 'none')),
  add column last_period text not null default 'by-days' check (last_period in ('by-days', 'full', 'none')),
  add column money_block_fee_minor bigint not null default 0 check (money_block_fee_minor >= 0),
  add column staff_block_fee_minor bigint not null default 0 check (staff_block_fee_minor >= 0),
  add column own_wish_block_fee_minor bigint not null default 0 check (own_wish_block_fee_minor >= 0),
  -- The fee while blocked ends after so many days of a block; null = it goes on.
  add column block_fee_days_max integer check (block_fee_days_max between 1 and 3650),
  -- Bounds of a personal coefficient, in basis points of the fee.
  add column coefficient_min integer not null default 10000 check (coefficient_min between 0 and 10000),
  add column coefficient_max integer not null default 10000 check (coefficient_max between 10000 and 100000),
  -- Rules of speed and prices of usage are read whole with their version and never changed.
  add column speed_rules jsonb not null default '[]',
  add column usage_terms jsonb;

-- Service classes: what may go into which tariff, how documents and receipts name it.
alter table catalogue.service_classes
  add column families text[] not null default '{internet-flat,internet-volume,internet-time}',
  -- Payment subject of a fiscal receipt (tag 1212): 1 goods, 3 work, 4 service, 10 payment.
  add column payment_subject integer not null default 4 check (payment_subject between 1 and 33),
  add column archived_at timestamptz,
  add column version integer not null default 1;
alter table catalogue.service_classes drop constraint service_classes_vat_check;
alter table catalogue.service_classes
  add constraint service_classes_vat_check check (vat in ('standard', 'none'));

insert into catalogue.service_classes (code, name_ru, name_en, invoice_line, unit_code, families) values
  ('telephony', 'Телефония', 'Telephony', 'Услуги местной телефонной связи', '355', '{telephony}'),
  ('ip-telephony', 'IP-телефония', 'IP telephony', 'Услуги IP-телефонии', '355', '{telephony}'),
  ('tv', 'Телевидение', 'Television', 'Услуги телевидения', '362', '{services}'),
  ('periodic', 'Периодические услуги', 'Periodic services', 'Дополнительные услуги связи', '362',
    '{internet-flat,internet-volume,internet-time,telephony,services}'),
  ('one-off', 'Разовые услуги', 'One-off services', 'Разовые услуги', '796',
    '{internet-flat,internet-volume,internet-time,telephony,services}');

-- What is sold beside a tariff: once or by the period. A package is a service with members.
create table catalogue.services (
  id integer generated always as identity primary key,
  name text not null,
  service_class_id integer not null references catalogue.service_classes,
  kind text not null check (kind in ('one-off', 'monthly', 'monthly-by-days', 'daily')),
  currency char(3) not null default 'RUB',
  -- How many may be assigned at once.
  quantity_max integer not null default 1 check (quantity_max between 1 and 10000),
  discount_scope text not null default 'account' check (discount_scope in ('account', 'contract')),
  -- [{"serviceId": 3, "quantity": 1}]: given with this one at its price.
  members jsonb not null default '[]',
  -- Joins the service with a subscription of an outside platform.
  external_id text not null default '',
  is_hidden boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1
);

create unique index services_by_name on catalogue.services (lower(name)) where archived_at is null;

-- A published price is never edited: a change is the next row.
create table catalogue.service_versions (
  service_id integer not null references catalogue.services,
  number integer not null,
  valid daterange not null,
  price_minor bigint not null check (price_minor >= 0),
  activation_minor bigint not null default 0 check (activation_minor >= 0),
  first_period text not null default 'by-days' check (first_period in ('by-days', 'full', 'none')),
  last_period text not null default 'by-days' check (last_period in ('by-days', 'full', 'none')),
  -- The first days at a price of their own.
  promo_days integer not null default 0 check (promo_days between 0 and 3650),
  promo_price_minor bigint not null default 0 check (promo_price_minor >= 0),
  -- Ended before so many months: this fee is due.
  term_months_min integer not null default 0 check (term_months_min between 0 and 120),
  exit_fee_minor bigint not null default 0 check (exit_fee_minor >= 0),
  money_block_fee_minor bigint not null default 0 check (money_block_fee_minor >= 0),
  staff_block_fee_minor bigint not null default 0 check (staff_block_fee_minor >= 0),
  own_wish_block_fee_minor bigint not null default 0 check (own_wish_block_fee_minor >= 0),
  -- [{"from": 3, "basisPoints": 1000}]: from three pieces on ten percent less.
  quantity_discounts jsonb not null default '[]',
  published_at timestamptz not null,
  published_by text not null,
  primary key (service_id, number),
  unique (service_id, valid without overlaps)
);
