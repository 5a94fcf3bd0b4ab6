-- How devices are asked over SNMP, and what they said of themselves.

-- What a template says holds for its devices, as long as they have no settings of their own.
alter table network.device_templates
  -- Which family the device speaks as, beyond the standard MIBs.
  add dialect text not null default 'standard'
    check (dialect in ('standard', 'bdcom-epon', 'bdcom-gpon', 'huawei-gpon')),
  -- How its ports are found among the interfaces that it tells.
  add port_match text not null default 'name' check (port_match in ('name', 'number', 'pattern')),
  -- `number`: ifIndex = the number at the end of the port's name + this.
  add port_offset integer not null default 0,
  -- `pattern`: the interface's name, with {n} for that number.
  add port_pattern text not null default '',
  add snmp_auth text not null default 'sha'
    check (snmp_auth in ('none', 'md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512')),
  add snmp_cipher text not null default 'aes'
    check (snmp_cipher in ('none', 'aes', 'aes256b', 'aes256r')),
  add snmp_port integer not null default 161 check (snmp_port between 1 and 65535),
  add snmp_timeout_ms integer not null default 3000 check (snmp_timeout_ms between 500 and 20000),
  add snmp_retries integer not null default 1 check (snmp_retries between 0 and 5),
  add poll_seconds integer not null default 300 check (poll_seconds between 30 and 86400);

-- Templates that knew v3 before protocols were asked for.
update network.device_templates
set snmp_auth = case when snmp_secret_sealed is null then 'none' else 'sha' end,
  snmp_cipher = case
    when snmp_secret_sealed is null or snmp_privacy_sealed is null then 'none' else 'aes'
  end
where snmp_version = 'v3';

create table network.device_polling (
  device_id integer primary key references network.devices on delete cascade,
  -- Whose settings hold: the template's, those of this row, or nobody asks the device.
  source text not null default 'template' check (source in ('template', 'own', 'off')),
  snmp_version text not null default 'v2c' check (snmp_version in ('v1', 'v2c', 'v3')),
  snmp_user text not null default '',
  snmp_secret_sealed bytea,
  snmp_privacy_sealed bytea,
  snmp_auth text not null default 'sha'
    check (snmp_auth in ('none', 'md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512')),
  snmp_cipher text not null default 'aes'
    check (snmp_cipher in ('none', 'aes', 'aes256b', 'aes256r')),
  snmp_port integer not null default 161 check (snmp_port between 1 and 65535),
  snmp_timeout_ms integer not null default 3000 check (snmp_timeout_ms between 500 and 20000),
  snmp_retries integer not null default 1 check (snmp_retries between 0 and 5),
  poll_seconds integer not null default 300 check (poll_seconds between 30 and 86400),
  version integer not null default 1
);

-- The devices that are asked, and how: their own settings, else those of the template.
create view network.polled_devices as
select d.id as device_id, d.name, host(d.address) as address,
  coalesce(t.dialect, 'standard') as dialect,
  coalesce(t.port_match, 'name') as port_match,
  coalesce(t.port_offset, 0) as port_offset,
  coalesce(t.port_pattern, '') as port_pattern,
  s.*
from network.devices d
left join network.device_templates t on t.id = d.template_id
left join network.device_polling p on p.device_id = d.id
cross join lateral (
  select p.snmp_version, p.snmp_user, p.snmp_secret_sealed, p.snmp_privacy_sealed, p.snmp_auth,
    p.snmp_cipher, p.snmp_port, p.snmp_timeout_ms, p.snmp_retries, p.poll_seconds
  where p.source = 'own'
  union all
  select t.snmp_version, t.snmp_user, t.snmp_secret_sealed, t.snmp_privacy_sealed, t.snmp_auth,
    t.snmp_cipher, t.snmp_port, t.snmp_timeout_ms, t.snmp_retries, t.poll_seconds
  where coalesce(p.source, 'template') = 'template' and t.snmp_version <> 'none'
) s
where d.archived_at is null and d.address is not null;

create table network.device_states (
  device_id integer primary key references network.devices on delete cascade,
  due_at timestamptz not null,
  -- A worker asks the device now; if it dies, somebody else may after this.
  claimed_until timestamptz,
  polled_at timestamptz,
  answered_at timestamptz,
  -- Null: not asked yet. `since`: for how long it has been so.
  is_reachable boolean,
  since timestamptz,
  failure text not null default '',
  failures_count integer not null default 0,
  system_name text not null default '',
  system_text text not null default '',
  -- As told at answered_at, in hundredths of a second; begins again after 497 days.
  uptime_ticks bigint,
  booted_at timestamptz,
  reboots_count integer not null default 0,
  interfaces_count integer not null default 0,
  matched_count integer not null default 0,
  poll_ms integer not null default 0
);

create index device_states_by_due on network.device_states (due_at);

create table network.port_states (
  port_id integer primary key references network.device_ports on delete cascade,
  if_index integer not null,
  if_name text not null,
  if_alias text not null,
  is_admin_up boolean not null,
  is_up boolean not null,
  -- Since when the line has been so, as far as polls have seen.
  since timestamptz not null,
  speed_mbps integer not null,
  -- The counters as they were told at counted_at: up to 2^64.
  counted_at timestamptz not null,
  counters jsonb not null,
  -- What went over the line since the poll before; null: not known.
  in_bps bigint,
  out_bps bigint,
  errors_per_minute double precision
);

-- What went over a line between two polls. Lines that were down and silent leave nothing.
create table network.port_samples (
  port_id integer not null,
  at timestamptz not null,
  seconds integer not null,
  in_octets bigint not null,
  out_octets bigint not null,
  errors bigint not null,
  discards bigint not null,
  primary key (port_id, at)
) partition by range (at);

create table network.port_samples_rest partition of network.port_samples default;

-- Serial numbers are written in several ways: 48575443-1A2B3C4D is HWTC1A2B3C4D. One form for all.
create function network.onu_key(serial text) returns text
language sql immutable parallel safe as $$
  select case
    when plain ~ '^(4[1-9A-F]|5[0-9A]){4}[0-9A-F]{8}$'
      then convert_from(decode(left(plain, 8), 'hex'), 'UTF8') || right(plain, 8)
    else plain
  end
  from translate(upper(serial), ':.- ', '') plain
$$;

create index onus_by_key on network.onus (network.onu_key(serial)) where archived_at is null;

-- ONUs as the OLTs tell them, whether they were entered or not.
create table network.onu_states (
  device_id integer not null references network.devices on delete cascade,
  onu_key text not null,
  serial text not null,
  -- The port of ours it hangs on, when it could be told.
  port_id integer references network.device_ports on delete set null,
  pon_name text not null,
  onu_number integer,
  is_online boolean not null,
  rx_dbm double precision,
  tx_dbm double precision,
  distance_m integer,
  first_seen_at timestamptz not null,
  -- When the OLT last listed it, and when it last worked.
  listed_at timestamptz not null,
  online_at timestamptz,
  primary key (device_id, onu_key)
);

create index onu_states_by_key on network.onu_states (onu_key);
create index onu_states_by_port on network.onu_states (port_id);
