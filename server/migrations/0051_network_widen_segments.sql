-- What a segment is for, where it lies in the network, and one list of who has which address.
alter table network.segments
  add column kind text not null default 'ipv4' check (kind in ('ipv4', 'ipv6', 'ipv6-delegated')),
  -- How long a prefix is that one account gets of a delegated segment.
  add column delegated_length integer,
  add column purpose text not null default 'subscribers'
    check (purpose in ('subscribers', 'devices', 'guest', 'nat')),
  -- Holds other segments, and gives no address itself.
  add column is_container boolean not null default false,
  -- Addresses are leased from it at sign-in.
  add column is_dynamic boolean not null default true,
  add column gateway inet,
  add column vlan_outer integer check (vlan_outer between 1 and 4094),
  add column vlan_inner integer check (vlan_inner between 1 and 4094),
  -- The access servers that it serves; none = all of the agent.
  add column nas_ids integer[] not null default '{}',
  add column note text not null default '',
  add constraint segments_kind_fits_network check ((kind = 'ipv4') = (family(network) = 4)),
  add constraint segments_delegated_length check (
    (kind = 'ipv6-delegated') = (delegated_length is not null)
    and (delegated_length is null or delegated_length > masklen(network) and delegated_length <= 64)
  ),
  add constraint segments_gateway_inside check (
    gateway << network and masklen(gateway) = case family(gateway) when 4 then 32 else 128 end
  ),
  add constraint segments_vlan_inner_in_outer check (vlan_inner is null or vlan_outer is not null),
  add constraint segments_dynamic_gives_addresses check (
    not is_dynamic or (not is_container and purpose in ('subscribers', 'guest'))
  ),
  drop constraint segments_network_excl,
  add constraint segments_network_excl exclude using gist (network inet_ops with &&)
    where (not is_container);

create unique index segments_by_container on network.segments (network) where is_container;

-- An address as a number that PostgreSQL indexes well: IPv4 as it is, of IPv6 the first 64 bits, since
-- nobody shares a /64, moved so that the order stays and nothing in use falls together with IPv4.
create function network.place_of(address inet) returns bigint
language sql immutable parallel safe
return case family(address)
  when 4 then address - '0.0.0.0'::inet
  else ('x' || encode(substring(inet_send(address) from 5 for 8), 'hex'))::bit(64)::bigint
    # (-9223372036854775808)
end;

create function network.span_between(first_address inet, last_address inet) returns int8range
language sql immutable parallel safe
return int8range(network.place_of(first_address), network.place_of(last_address), '[]');

create function network.span_of(address inet) returns int8range
language sql immutable parallel safe
return network.span_between(network(address), broadcast(address));

-- Addresses of a segment that are not given: held back for somebody, or never to be given at all.
create table network.reserved_addresses (
  id integer generated always as identity primary key,
  segment_id integer not null references network.segments,
  first_address inet not null,
  last_address inet not null,
  reason text not null check (reason in ('reserved', 'excluded')),
  note text not null default '',
  author text not null,
  created_at timestamptz not null,
  check (
    family(first_address) = family(last_address)
    and masklen(first_address) = case family(first_address) when 4 then 32 else 128 end
    and masklen(last_address) = masklen(first_address)
    and first_address <= last_address
  ),
  constraint reserved_addresses_excl exclude using gist (
    network.span_between(first_address, last_address) with &&
  )
);

create index reserved_addresses_by_segment on network.reserved_addresses (segment_id, first_address);

-- Who has which address now, of every kind in one place: two accounts never have one address, and
-- nobody has one that is held back (holder 0). Kept by the triggers below, whoever writes.
create table network.claims (
  span int8range not null,
  holder integer not null,
  kind text not null check (kind in ('fixed', 'lease', 'reserved', 'gateway')),
  constraint claims_excl exclude using gist (span with &&, holder with <>)
);

-- Leases have their own index in the order of addresses.
create index claims_beside_leases on network.claims (span) where kind <> 'lease';

-- A lease of nobody is an address that came back: given when those that nobody has had run out.
alter table network.leases alter column account_id drop not null;

-- Addresses behind the counter of their segment would be nobody's for ever.
create function network.give_back(first_address inet, last_address inet) returns void
language plpgsql as $$
begin
  if family(first_address) <> 4 then
    return;
  end if;
  insert into network.leases (address, segment_id, used_at)
  select first_address + place, s.id, 'epoch'
  from network.segments s
  cross join generate_series(
    0, least(last_address - first_address, s.next_offset - 1 - (first_address - s.network::inet))
  ) place
  where s.kind = 'ipv4' and not s.is_container
    and s.network >>= first_address and s.network >>= last_address
    and first_address + place > host(s.network)::inet
  on conflict do nothing;
end $$;

create function network.claim_lease() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.account_id is not null then
    delete from network.claims
    where span = network.span_of(old.address) and kind = 'lease' and holder = old.account_id;
  end if;
  if tg_op <> 'DELETE' and new.account_id is not null then
    insert into network.claims values (network.span_of(new.address), new.account_id, 'lease')
    on conflict do nothing;
    if not found then
      -- Somebody got it between the look and the lease: the deed looks again.
      raise exception 'the address % was given at this very moment', new.address
        using errcode = 'serialization_failure';
    end if;
  end if;
  return null;
end $$;

create function network.claim_fixed() returns trigger language plpgsql as $$
declare
  blocker text;
begin
  if tg_op <> 'INSERT' and upper_inf(old.valid) then
    delete from network.claims
    where span = network.span_of(old.address) and kind = 'fixed' and holder = old.account_id;
    perform network.give_back(host(network(old.address))::inet, host(broadcast(old.address))::inet);
  end if;
  if tg_op <> 'DELETE' and upper_inf(new.valid) then
    insert into network.claims values (network.span_of(new.address), new.account_id, 'fixed')
    on conflict do nothing;
    if not found then
      select kind into blocker from network.claims
      where span && network.span_of(new.address) and holder <> new.account_id
      limit 1;
      raise exception 'the address % is not free', new.address
        using errcode = 'exclusion_violation',
          constraint = 'addresses_' || coalesce(blocker, 'fixed');
    end if;
  end if;
  return null;
end $$;

create function network.hold_back(wanted int8range, why text) returns void
language plpgsql as $$
begin
  insert into network.claims values (wanted, 0, why) on conflict do nothing;
  if not found then
    if exists (select from network.claims where span && wanted and kind = 'fixed') then
      raise exception 'an address is fixed to an account'
        using errcode = 'exclusion_violation', constraint = 'claims_excl';
    end if;
    raise exception 'an address was given at this very moment'
      using errcode = 'serialization_failure';
  end if;
end $$;

create function network.claim_reserved() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from network.claims
    where span = network.span_between(old.first_address, old.last_address) and kind = 'reserved';
    perform network.give_back(old.first_address, old.last_address);
  else
    perform network.hold_back(
      network.span_between(new.first_address, new.last_address), 'reserved');
  end if;
  return null;
end $$;

create function network.claim_gateway() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.gateway is not null then
    delete from network.claims where span = network.span_of(old.gateway) and kind = 'gateway';
    perform network.give_back(old.gateway, old.gateway);
  end if;
  if tg_op <> 'DELETE' and new.gateway is not null then
    perform network.hold_back(network.span_of(new.gateway), 'gateway');
  end if;
  return null;
end $$;

-- An address that was fixed to one account and leased to another stays with the first.
delete from network.leases l
using accounts.addresses a
where a.address >>= l.address and upper_inf(a.valid) and a.account_id <> l.account_id;

insert into network.claims
select network.span_of(address), account_id, 'fixed' from accounts.addresses where upper_inf(valid);

insert into network.claims
select network.span_of(address), account_id, 'lease' from network.leases;

create trigger claim_lease after insert or delete or update of address, account_id
  on network.leases for each row execute function network.claim_lease();
create trigger claim_fixed after insert or delete or update
  on accounts.addresses for each row execute function network.claim_fixed();
create trigger claim_reserved after insert or delete
  on network.reserved_addresses for each row execute function network.claim_reserved();
create trigger claim_gateway after insert or delete or update of gateway
  on network.segments for each row execute function network.claim_gateway();
