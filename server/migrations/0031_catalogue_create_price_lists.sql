-- Prices of directions. Rows come in by files, are checked apart, and become a version all at once.
create table catalogue.price_lists (
  id integer generated always as identity primary key,
  name text not null,
  currency char(3) not null default 'RUB',
  number_kind text not null default 'e164' check (number_kind in ('e164')),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1
);

create unique index price_lists_by_name on catalogue.price_lists (lower(name)) where archived_at is null;

-- One file on its way to a version. Its rows stay what they were read as for ever.
create table catalogue.price_list_stages (
  id integer generated always as identity primary key,
  price_list_id integer not null references catalogue.price_lists,
  state text not null
    check (state in ('receiving', 'received', 'reading', 'faulty', 'ready', 'applied', 'cancelled', 'failed')),
  file_name text not null,
  file_bytes bigint not null check (file_bytes > 0),
  -- {"columns": ["prefix", null, "price"], "hasHeadings": true, "callClass": "mobile"}
  mapping jsonb,
  -- Each reading has a number of its own; an older one that is still alive gives up.
  attempt integer not null default 0,
  bytes_read bigint not null default 0,
  rows_read integer not null default 0,
  rows_good integer not null default 0,
  faults_count integer not null default 0,
  -- The version that the difference was made against; null = there was none.
  base_number integer,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  finished_at timestamptz
);

create index price_list_stages_by_list on catalogue.price_list_stages (price_list_id, id);

-- The file in pieces as it arrived: any worker can read it, none holds it whole.
create table catalogue.price_list_stage_parts (
  stage_id integer not null references catalogue.price_list_stages,
  number integer not null,
  content bytea not null,
  primary key (stage_id, number)
);
-- Files are compressed already or read once: trying to make them smaller costs more than it saves.
alter table catalogue.price_list_stage_parts alter column content set storage external;

-- The first faults of a file, to look at; all of them are counted.
create table catalogue.price_list_stage_faults (
  stage_id integer not null references catalogue.price_list_stages,
  ordinal integer not null,
  row_number integer not null,
  field text not null,
  rule text not null,
  value text not null,
  other_row_number integer,
  primary key (stage_id, ordinal)
);

create table catalogue.price_list_rows (
  stage_id integer not null references catalogue.price_list_stages,
  prefix text collate "C" not null,
  -- Empty: the price at all times that no other row of the prefix names.
  band text collate "C" not null default '',
  row_number integer not null,
  name text not null,
  class text not null,
  -- Millionths of a rouble for a minute, and for the fact of a call.
  price_rate bigint not null check (price_rate >= 0),
  call_price_rate bigint not null check (call_price_rate >= 0),
  -- Null: as the tariff says.
  step_seconds integer check (step_seconds > 0),
  free_seconds integer check (free_seconds >= 0),
  minimum_seconds integer check (minimum_seconds >= 0),
  primary key (stage_id, prefix, band)
);

-- What a ready stage would change against the version before it.
create table catalogue.price_list_differences (
  stage_id integer not null references catalogue.price_list_stages,
  prefix text collate "C" not null,
  band text collate "C" not null,
  kind text not null check (kind in ('up', 'down', 'new', 'vanish', 'other')),
  name text not null,
  old_price_rate bigint,
  new_price_rate bigint,
  old_call_price_rate bigint,
  new_call_price_rate bigint,
  -- By how much the price of a minute and of a call changes, whichever way.
  size_rate bigint not null,
  primary key (stage_id, prefix, band)
);

create index price_list_differences_by_size
  on catalogue.price_list_differences (stage_id, size_rate desc, prefix, band);

-- A version is a day and a stage: to change every price at once is to write one row.
create table catalogue.price_list_versions (
  price_list_id integer not null references catalogue.price_lists,
  number integer not null,
  valid daterange not null,
  stage_id integer not null references catalogue.price_list_stages,
  rows_count integer not null,
  -- The earlier version whose prices this one brings back.
  restores integer,
  published_at timestamptz not null,
  published_by text not null,
  primary key (price_list_id, number),
  unique (price_list_id, valid without overlaps)
);

-- How files of this house head their columns.
create table catalogue.price_list_headings (
  heading text primary key,
  field text not null,
  used_at timestamptz not null
);
