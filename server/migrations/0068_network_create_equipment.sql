-- Equipment that stands with subscribers: models, units, and where each unit was when.
create table network.equipment_models (
  id integer generated always as identity primary key,
  kind text not null check (kind in
    ('router', 'ont', 'set-top-box', 'cam', 'phone-adapter', 'smart-card', 'other')),
  -- What the kind is called when it is none of the usual ones.
  kind_name text not null default '',
  name text not null,
  technology text not null default '',
  note text not null default '',
  -- How a unit of the model is told apart, and masks of what may be typed; '' = anything.
  serial_need text not null check (serial_need in ('required', 'optional', 'none')),
  serial_format text not null default '',
  mac_need text not null check (mac_need in ('required', 'optional', 'none')),
  chip_need text not null check (chip_need in ('required', 'optional', 'none')),
  chip_format text not null default '',
  -- 0: no warranty.
  warranty_months integer not null default 0 check (warranty_months between 0 and 240),
  -- What is offered when a unit is rented out.
  rent_service_id integer references catalogue.services,
  is_hidden boolean not null default false,
  version integer not null default 1,
  check ((kind = 'other') = (kind_name <> ''))
);

create unique index equipment_models_by_name on network.equipment_models (lower(name));

create table network.equipment_units (
  id integer generated always as identity primary key,
  model_id integer not null references network.equipment_models,
  serial text not null default '' check (serial ~ '^[A-Z0-9._/:-]*$'),
  mac text not null default '' check (mac ~ '^(([0-9a-f]{2}:){5}[0-9a-f]{2})?$'),
  chip_id text not null default '' check (chip_id ~ '^[A-Z0-9._/:-]*$'),
  -- What it is called in one's own inventory.
  name text not null default '',
  -- The last day.
  warranty_until date,
  note text not null default '',
  created_at timestamptz not null,
  version integer not null default 1,
  check (serial <> '' or mac <> '' or chip_id <> '' or name <> '')
);

create unique index equipment_units_by_serial on network.equipment_units (model_id, serial)
  where serial <> '';
create unique index equipment_units_by_mac on network.equipment_units (mac) where mac <> '';
create unique index equipment_units_by_chip on network.equipment_units (model_id, chip_id)
  where chip_id <> '';
create index equipment_units_by_model on network.equipment_units (model_id, id desc);
create index equipment_units_by_serial_part
  on network.equipment_units using gin (lower(serial) gin_trgm_ops);
create index equipment_units_by_chip_part
  on network.equipment_units using gin (lower(chip_id) gin_trgm_ops);
create index equipment_units_by_name_part
  on network.equipment_units using gin (lower(name) gin_trgm_ops);

-- Where a unit is from one instant until another: one place at a time, so one holder at most. A row
-- that ended is never changed again; why it ended is told by the row that follows.
create table network.equipment_standings (
  id integer generated always as identity primary key,
  unit_id integer not null references network.equipment_units on delete cascade,
  state text not null check (state in ('stock', 'held', 'repair', 'written-off')),
  -- The store, the workshop.
  place text not null default '',
  contract_id integer references subscribers.contracts,
  account_id integer references accounts.accounts,
  terms text check (terms in ('sold', 'rented', 'lent')),
  -- The rent that is charged while it stands there.
  rent_id integer references accounts.services,
  reason text not null default '',
  author text not null,
  valid tstzrange not null,
  constraint equipment_standings_one_at_a_time unique (unit_id, valid without overlaps),
  check ((state = 'held') = (contract_id is not null)),
  check ((state = 'held') = (terms is not null)),
  check (state <> 'held' or place = ''),
  check (account_id is null or contract_id is not null),
  check (rent_id is null or (terms = 'rented' and account_id is not null))
);

create unique index equipment_standings_now on network.equipment_standings (unit_id)
  where upper(valid) is null;
create index equipment_standings_by_state on network.equipment_standings (state, unit_id desc)
  where upper(valid) is null;
create index equipment_standings_by_place on network.equipment_standings (place)
  where upper(valid) is null and place <> '';
create index equipment_standings_by_contract on network.equipment_standings (contract_id, id desc)
  where contract_id is not null;
create index equipment_standings_by_account on network.equipment_standings (account_id)
  where account_id is not null;

-- Which smart card was in which unit. A card is in one unit, a unit has one card.
create table network.equipment_pairings (
  id integer generated always as identity primary key,
  card_id integer not null references network.equipment_units,
  unit_id integer not null references network.equipment_units,
  reason text not null default '',
  author text not null,
  ended_reason text not null default '',
  ended_by text not null default '',
  valid tstzrange not null,
  constraint equipment_pairings_one_unit unique (card_id, valid without overlaps),
  constraint equipment_pairings_one_card unique (unit_id, valid without overlaps),
  check (card_id <> unit_id)
);

create unique index equipment_pairings_of_card on network.equipment_pairings (card_id)
  where upper(valid) is null;
create unique index equipment_pairings_of_unit on network.equipment_pairings (unit_id)
  where upper(valid) is null;
