-- Equipment of the provider's own: switches, OLTs with the ONUs behind them, and who is on which port.
create table network.device_templates (
  id integer generated always as identity primary key,
  name text not null,
  kind text not null check (kind in ('switch', 'olt', 'other')),
  vendor text not null default '',
  model text not null default '',
  -- A list of {name, medium, speedMbps}: what a new device of this model begins with.
  ports jsonb not null default '[]' check (jsonb_typeof(ports) = 'array'),
  snmp_version text not null default 'none' check (snmp_version in ('none', 'v1', 'v2c', 'v3')),
  snmp_user text not null default '',
  -- The community of v1 and v2c, or the authentication password of v3.
  snmp_secret_sealed bytea,
  snmp_privacy_sealed bytea,
  archived_at timestamptz,
  version integer not null default 1
);

create unique index device_templates_by_name
  on network.device_templates (lower(name)) where archived_at is null;

create table network.device_groups (
  id integer generated always as identity primary key,
  name text not null,
  note text not null default '',
  version integer not null default 1
);

create unique index device_groups_by_name on network.device_groups (lower(name));

-- What else may be said of a device: the names and kinds of values in devices.options.
create table network.device_options (
  id integer generated always as identity primary key,
  name text not null,
  kind text not null check (kind in ('text', 'number', 'mac')),
  is_unique boolean not null default false,
  for_kinds text[] not null check (cardinality(for_kinds) > 0),
  note text not null default '',
  version integer not null default 1
);

create unique index device_options_by_name on network.device_options (lower(name));

create table network.devices (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('switch', 'olt', 'other')),
  template_id integer references network.device_templates,
  name text not null,
  address inet,
  serial text not null default '',
  mac text not null default '' check (mac ~ '^(([0-9a-f]{2}:){5}[0-9a-f]{2})?$'),
  location text not null default '',
  entrance text not null default '',
  parent_device_id integer references network.devices,
  parent_port_id integer,
  -- {id of the option: value}; values are kept in one form, so equal ones are equal texts.
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
  note text not null default '',
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1,
  check (parent_device_id <> id),
  check (parent_port_id is null or parent_device_id is not null)
);

create unique index devices_by_address on network.devices (address) where archived_at is null;
create index devices_by_name on network.devices (lower(name), id);
create index devices_by_name_part on network.devices using gin (lower(name) gin_trgm_ops);
create index devices_by_serial_part on network.devices using gin (lower(serial) gin_trgm_ops);
create index devices_by_mac on network.devices (mac) where mac <> '';
create index devices_by_parent on network.devices (parent_device_id);
create index devices_by_template on network.devices (template_id);

create table network.device_group_members (
  group_id integer not null references network.device_groups on delete cascade,
  device_id integer not null references network.devices on delete cascade,
  primary key (group_id, device_id)
);

create index device_group_members_by_device on network.device_group_members (device_id);

create table network.device_ports (
  id integer generated always as identity primary key,
  device_id integer not null references network.devices on delete cascade,
  position integer not null,
  name text not null,
  medium text not null check (medium in ('copper', 'fibre', 'pon', 'radio', 'other')),
  -- 0: not said.
  speed_mbps integer not null default 0 check (speed_mbps between 0 and 1000000),
  is_enabled boolean not null default true,
  -- Several accounts may be on the port at once.
  is_shared boolean not null default false,
  client_outer_vlan integer check (client_outer_vlan between 1 and 4094),
  client_inner_vlan integer check (client_inner_vlan between 1 and 4094),
  -- Where a subscriber who is not let in yet is put.
  guest_outer_vlan integer check (guest_outer_vlan between 1 and 4094),
  guest_inner_vlan integer check (guest_inner_vlan between 1 and 4094),
  note text not null default '',
  version integer not null default 1,
  unique (device_id, id),
  check (client_inner_vlan is null or client_outer_vlan is not null),
  check (guest_inner_vlan is null or guest_outer_vlan is not null)
);

create unique index device_ports_by_name on network.device_ports (device_id, lower(name));

alter table network.devices
  add constraint devices_parent_port_fkey
  foreign key (parent_device_id, parent_port_id) references network.device_ports (device_id, id);

create table network.onus (
  id integer generated always as identity primary key,
  device_id integer not null references network.devices on delete cascade,
  port_id integer not null,
  serial text not null check (serial = upper(serial)),
  is_shared boolean not null default false,
  note text not null default '',
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1,
  foreign key (device_id, port_id) references network.device_ports (device_id, id) on delete cascade
);

create unique index onus_by_serial on network.onus (serial) where archived_at is null;
create index onus_by_port on network.onus (port_id, serial);
create index onus_by_device on network.onus (device_id);
create index onus_by_serial_part on network.onus using gin (lower(serial) gin_trgm_ops);

-- Where accounts are plugged in over time. A row that ended is never changed again.
create table network.port_bindings (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  -- Neither a port nor an ONU can be deleted while it is part of the history.
  port_id integer not null references network.device_ports,
  -- Behind which ONU of the port; an ONU that moves to another port begins a new row.
  onu_id integer references network.onus,
  is_shared boolean not null,
  valid tstzrange not null,
  author text not null,
  ended_by text not null default '',
  constraint port_bindings_one_on_a_port
    exclude using gist (port_id with =, valid with &&) where (onu_id is null and not is_shared),
  constraint port_bindings_one_on_an_onu
    exclude using gist (onu_id with =, valid with &&) where (onu_id is not null and not is_shared),
  constraint port_bindings_one_place
    exclude using gist (account_id with =, valid with &&)
);

create index port_bindings_by_port on network.port_bindings (port_id);
create index port_bindings_by_onu on network.port_bindings (onu_id) where onu_id is not null;
