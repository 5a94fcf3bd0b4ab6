create schema catalogue;

create table catalogue.service_classes (
  id integer generated always as identity primary key,
  code text not null unique,
  name_ru text not null,
  name_en text not null,
  invoice_line text not null,
  unit_code text not null default '362',
  vat text not null default 'standard' check (vat in ('standard', 'none'))
);

insert into catalogue.service_classes (code, name_ru, name_en, invoice_line) values
  ('internet', 'Интернет', 'Internet', 'Услуги доступа к сети Интернет');

create table catalogue.tariffs (
  id integer generated always as identity primary key,
  name text not null,
  service_class_id integer not null references catalogue.service_classes,
  currency char(3) not null default 'RUB',
  is_hidden boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1
);

create unique index tariffs_by_name on catalogue.tariffs (lower(name)) where archived_at is null;

-- A published version is never edited: a change of terms is the next row.
create table catalogue.tariff_versions (
  tariff_id integer not null references catalogue.tariffs,
  number integer not null,
  valid daterange not null,
  fee_minor bigint not null check (fee_minor >= 0),
  fee_period text not null check (fee_period in ('month', 'day')),
  fee_charged text not null check (fee_charged in ('in-advance', 'daily-parts')),
  block_policy text not null check (block_policy in ('none', 'after-debt', 'before-charge')),
  speed_down_kbps integer not null check (speed_down_kbps >= 0),
  speed_up_kbps integer not null check (speed_up_kbps >= 0),
  published_at timestamptz not null,
  published_by text not null,
  primary key (tariff_id, number),
  unique (tariff_id, valid without overlaps)
);
