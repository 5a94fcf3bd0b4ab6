-- Addresses that DHCP servers have given out, from when until when.
create table usage.dhcp_leases (
  id bigint generated always as identity primary key,
  agent_id integer not null,
  -- Whose device it is; empty of guests and of strangers.
  account_id integer,
  contract_id integer,
  is_guest boolean not null default false,
  address inet not null,
  mac text not null,
  line text not null default '',
  began_at timestamptz not null,
  heard_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('released', 'expired', 'lapsed', 'superseded', 'freed')),
  ended_by text not null default '',
  check (ended_at is null or ended_at >= began_at),
  check ((ended_at is null) = (end_reason is null)),
  unique (agent_id, address, mac, began_at),
  -- An address is one device's at a time.
  constraint dhcp_leases_one_device exclude using gist
    (agent_id with =, address inet_ops with =, tstzrange(began_at, ended_at) with &&)
);

create unique index dhcp_leases_live on usage.dhcp_leases (address, agent_id) where ended_at is null;
create index dhcp_leases_live_by_account on usage.dhcp_leases (account_id) where ended_at is null;
create index dhcp_leases_due on usage.dhcp_leases (expires_at) where ended_at is null;
create index dhcp_leases_by_address on usage.dhcp_leases (address, began_at);
create index dhcp_leases_by_account on usage.dhcp_leases (account_id, id);
create index dhcp_leases_by_mac on usage.dhcp_leases (mac, id);
