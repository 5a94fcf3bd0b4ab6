-- DHCP servers that ask which address a device gets, and tell what they have given.
alter table network.agents drop constraint agents_kind_check;
alter table network.agents
  add constraint agents_kind_check check (kind in ('radius-internet', 'calls', 'flows', 'dhcp')),
  add column dhcp jsonb check ((kind = 'dhcp') = (dhcp is not null)),
  -- Of the key that its servers show; the key itself is nowhere.
  add column dhcp_key_hash bytea check (dhcp_key_hash is null or kind = 'dhcp');

create unique index agents_by_dhcp_key on network.agents (dhcp_key_hash);

-- Who is let in where is decided for both in one way.
do $$
declare
  name text;
begin
  select conname into strict name from pg_constraint
  where conrelid = 'network.agents'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%radius IS NOT NULL%';
  execute format('alter table network.agents drop constraint %I', name);
end $$;

alter table network.agents
  add constraint agents_radius_check
  check ((kind in ('radius-internet', 'dhcp')) = (radius is not null));
