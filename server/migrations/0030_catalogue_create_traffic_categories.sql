-- Traffic is told apart by the network at its other end; the most specific network wins.
create table catalogue.traffic_categories (
  id integer generated always as identity primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  name_ru text not null,
  name_en text not null,
  archived_at timestamptz,
  version integer not null default 1
);

-- A published list of networks is never edited: a change is the next row.
create table catalogue.traffic_category_versions (
  category_id integer not null references catalogue.traffic_categories,
  number integer not null,
  valid daterange not null,
  networks cidr[] not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (category_id, number),
  unique (category_id, valid without overlaps)
);
