-- Prefixes of IPv6 are leased as addresses are, one of each kind to an account; guests lease by their
-- calling station; and the networks of accounts stand in the list of claims.
alter table network.segments
  add constraint segments_id_kind unique (id, kind),
  -- Bits of what one account gets: an address, the /64 of a line, or a prefix.
  add column unit_length integer not null generated always as (
    case kind when 'ipv4' then 32 when 'ipv6' then 64 else delegated_length end
  ) stored,
  -- Units are counted from 0, the network's own address; the last one of IPv4 is before the broadcast.
  add column last_unit bigint not null generated always as (
    (1::bigint << (case kind when 'ipv4' then 32 when 'ipv6' then 64 else delegated_length end
      - masklen(network)))
    - case kind when 'ipv4' then 2 else 1 end
  ) stored;

-- The first unit of IPv6 is one like the others. Until now nothing was given of IPv6, whatever its form
-- said: it is given from the moment somebody says so.
update network.segments set next_offset = 0, is_dynamic = false where kind <> 'ipv4';

alter table network.leases
  add column kind text not null default 'ipv4' check (kind in ('ipv4', 'ipv6', 'ipv6-delegated')),
  add constraint leases_kind_of_segment foreign key (segment_id, kind)
    references network.segments (id, kind),
  -- A guest is nobody's account: known by where it calls from.
  add column station text,
  add constraint leases_of_one_holder check (num_nonnulls(account_id, station) <= 1);
drop index network.leases_by_account;
create unique index leases_by_account on network.leases (account_id, kind);
create unique index leases_by_station on network.leases (station, segment_id)
  where station is not null;

-- All guests are one holder, whom nobody else's address is given to: -1.
create function network.lease_holder(account_id integer, station text) returns integer
language sql immutable parallel safe
return coalesce(account_id, case when station is not null then -1 end);

create or replace function network.claim_lease() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and network.lease_holder(old.account_id, old.station) is not null then
    delete from network.claims
    where span = network.span_of(old.address) and kind = 'lease'
      and holder = network.lease_holder(old.account_id, old.station);
  end if;
  if tg_op <> 'DELETE' and network.lease_holder(new.account_id, new.station) is not null then
    insert into network.claims
    values (network.span_of(new.address), network.lease_holder(new.account_id, new.station), 'lease')
    on conflict do nothing;
    if not found then
      -- Somebody got it between the look and the lease: the deed looks again.
      raise exception 'the address % was given at this very moment', new.address
        using errcode = 'serialization_failure';
    end if;
  end if;
  return null;
end $$;

drop trigger claim_lease on network.leases;
create trigger claim_lease after insert or delete or update of address, account_id, station
  on network.leases for each row execute function network.claim_lease();

-- `place_of` the other way round, for IPv6.
create function network.prefix_at(place bigint, prefix_length integer) returns inet
language sql immutable parallel safe
return (regexp_replace(lpad(to_hex(place # (-9223372036854775808)), 16, '0'), '(....)', '\1:', 'g')
  || ':/' || prefix_length)::inet;

-- An address, or a prefix, of a segment by its number.
create function network.unit_at(network cidr, unit_length integer, unit bigint) returns inet
language sql immutable parallel safe
return case family(network)
  when 4 then set_masklen(network::inet + unit, 32)
  else network.prefix_at(network.place_of(network) + (unit << (64 - unit_length)), unit_length)
end;

alter table network.claims drop constraint claims_kind_check;
alter table network.claims
  add check (kind in ('fixed', 'lease', 'reserved', 'gateway', 'network'));

-- Above so many units that come back at once the counter of the segment goes back instead.
create or replace function network.give_back(first_address inet, last_address inet) returns void
language plpgsql as $$
declare
  pool record;
  first_unit bigint;
  end_unit bigint;
begin
  for pool in
    select id, kind, network, unit_length, next_offset, last_unit,
      case kind when 'ipv4' then 1 else 1::bigint << (64 - unit_length) end as stride,
      case kind when 'ipv4' then 1 else 0 end as lowest
    from network.segments
    where not is_container
      and network.span_of(network) && network.span_between(first_address, last_address)
  loop
    -- What comes back may be wider than the segment, or a part of one unit.
    first_unit := greatest(pool.lowest,
      (greatest(network.place_of(first_address), network.place_of(pool.network))
        - network.place_of(pool.network)) / pool.stride);
    end_unit := least(pool.next_offset, 1 + pool.last_unit, 1 +
      (least(network.place_of(last_address), network.place_of(broadcast(pool.network)))
        - network.place_of(pool.network)) / pool.stride);
    if end_unit - first_unit > 1024 then
      update network.segments set next_offset = first_unit where id = pool.id;
      -- Whatever is behind the counter is found by the counter.
      delete from network.leases l
      where l.segment_id = pool.id and l.account_id is null and l.station is null
        and l.address >= network.unit_at(pool.network, pool.unit_length, first_unit);
    else
      insert into network.leases (address, segment_id, kind, used_at)
      select network.unit_at(pool.network, pool.unit_length, unit), pool.id, pool.kind, 'epoch'
      from generate_series(first_unit, end_unit - 1) unit
      on conflict do nothing;
    end if;
  end loop;
end $$;

create or replace function network.hold_back(wanted int8range, why text) returns void
language plpgsql as $$
begin
  insert into network.claims values (wanted, 0, why) on conflict do nothing;
  if not found then
    if exists (
      select from network.claims where span && wanted and kind in ('fixed', 'network')
    ) then
      raise exception 'an address is fixed to an account'
        using errcode = 'exclusion_violation', constraint = 'claims_excl';
    end if;
    raise exception 'an address was given at this very moment'
      using errcode = 'serialization_failure';
  end if;
end $$;

-- Whose claim the network of an account is. Several accounts may have addresses of one /64, which is
-- then nobody's to give: holder 0.
create function network.network_holder(network cidr, account_id integer) returns integer
language sql immutable parallel safe
return case when family(network) = 6 and masklen(network) > 64 then 0 else account_id end;

create function network.claim_network() returns trigger language plpgsql as $$
declare
  blocker text;
begin
  -- The way to everywhere is nobody's own.
  if tg_op <> 'INSERT' and upper_inf(old.valid) and masklen(old.network) > 0 then
    delete from network.claims
    where ctid = (
      select ctid from network.claims
      where span = network.span_of(old.network) and kind = 'network'
        and holder = network.network_holder(old.network, old.account_id)
      limit 1
    );
    perform network.give_back(
      host(network(old.network))::inet, host(broadcast(old.network))::inet);
  end if;
  if tg_op <> 'DELETE' and upper_inf(new.valid) and masklen(new.network) > 0 then
    insert into network.claims
    values (network.span_of(new.network), network.network_holder(new.network, new.account_id),
      'network')
    on conflict do nothing;
    if not found then
      select kind into blocker from network.claims
      where span && network.span_of(new.network)
        and holder <> network.network_holder(new.network, new.account_id)
      limit 1;
      raise exception 'the network % is not free', new.network
        using errcode = 'exclusion_violation',
          constraint = 'networks_' || coalesce(blocker, 'network');
    end if;
  end if;
  return null;
end $$;

-- An address that lies in the network of one account and is leased to another goes back to the pool.
delete from network.leases l
using accounts.networks n
where n.network >>= l.address and upper_inf(n.valid) and masklen(n.network) > 0
  and n.account_id <> l.account_id;

-- What is given twice already stays as it is until one of the two is taken.
insert into network.claims
select network.span_of(network), network.network_holder(network, account_id), 'network'
from accounts.networks
where upper_inf(valid) and masklen(network) > 0
on conflict do nothing;

create trigger claim_network after insert or delete or update
  on accounts.networks for each row execute function network.claim_network();
