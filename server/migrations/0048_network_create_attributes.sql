-- Attributes that the provider's equipment knows and the dictionaries of the program do not.
create table network.dictionary_attributes (
  id integer generated always as identity primary key,
  name text not null,
  -- Enterprise number of the vendor; null = a standard attribute.
  vendor_id integer check (vendor_id between 1 and 16777215),
  number integer not null check (number between 1 and 255),
  type text not null check (type in ('string', 'octets', 'byte', 'short', 'integer', 'integer64',
    'date', 'ipaddr', 'ipv6addr', 'ipv6prefix', 'ifid')),
  has_tag boolean not null default false check (not has_tag or type in ('string', 'octets', 'integer')),
  note text not null default '',
  version integer not null default 1
);

create unique index dictionary_attributes_by_name on network.dictionary_attributes (lower(name));
create unique index dictionary_attributes_by_number
  on network.dictionary_attributes (coalesce(vendor_id, 0), number);

-- What answers and orders hold besides what the program puts there by itself, and for whom.
create table network.attribute_rows (
  id integer generated always as identity primary key,
  packet text not null check (packet in ('accept', 'reject', 'coa')),
  -- A name of the program's dictionaries, or an attribute of the provider.
  attribute text,
  own_attribute_id integer references network.dictionary_attributes,
  tag integer not null default 0 check (tag between 0 and 31),
  -- A value on each line.
  value text not null,
  agent_id integer references network.agents,
  nas_id integer references network.nas,
  account_group_id integer references accounts.groups,
  tariff_id integer references catalogue.tariffs,
  account_id integer references accounts.accounts,
  speed_down_kbps integer check (speed_down_kbps >= 0),
  is_enabled boolean not null default true,
  note text not null default '',
  author text not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check (num_nonnulls(attribute, own_attribute_id) = 1)
);

create index attribute_rows_by_own_attribute on network.attribute_rows (own_attribute_id)
  where own_attribute_id is not null;
create index attribute_rows_by_account on network.attribute_rows (account_id)
  where account_id is not null;
