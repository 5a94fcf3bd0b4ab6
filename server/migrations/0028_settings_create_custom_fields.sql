-- Fields that a provider adds to subscribers, contracts and accounts, and what is filled in.
create table settings.custom_fields (
  id integer generated always as identity primary key,
  owner text not null check (owner in ('subscriber', 'contract', 'account')),
  kind text not null check (kind in ('text', 'number', 'day', 'list')),
  name text not null,
  options text[] not null default '{}',
  is_required boolean not null default false,
  position integer not null default 100,
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1,
  check (kind <> 'list' or cardinality(options) > 0)
);

create unique index custom_fields_by_name
  on settings.custom_fields (owner, lower(name)) where archived_at is null;

-- The owner's kind is that of the field; what is empty is not kept.
create table settings.custom_values (
  owner_id integer not null,
  field_id integer not null references settings.custom_fields,
  value text not null check (value <> ''),
  author text not null,
  changed_at timestamptz not null,
  primary key (owner_id, field_id)
);
