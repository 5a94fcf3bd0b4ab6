-- Devices that are not let in, by their calling station: a MAC address, another name of the line, or a pattern with *.
create table network.barred_stations (
  id integer generated always as identity primary key,
  station text not null check (station <> ''),
  -- One access server, or all of an agent.
  nas_id integer references network.nas,
  agent_id integer references network.agents,
  -- Whom it may not bring in; all empty = nobody.
  account_id integer references accounts.accounts,
  account_group_id integer references accounts.groups,
  tariff_id integer references catalogue.tariffs,
  note text not null default '',
  barred_at timestamptz not null,
  barred_by text not null,
  -- It may come in again. The row stays as history.
  ended_at timestamptz,
  ended_by text,
  check (num_nonnulls(nas_id, agent_id) = 1),
  check (num_nonnulls(account_id, account_group_id, tariff_id) <= 1),
  check ((ended_at is null) = (ended_by is null))
);

create unique index barred_stations_in_force on network.barred_stations
  (station, nas_id, agent_id, account_id, account_group_id, tariff_id) nulls not distinct
  where ended_at is null;
