-- Who fits may be said by groups and by where the connection is.
alter table catalogue.promotions
  -- Groups of accounts and groups of contracts; empty = whoever.
  add column account_group_ids integer[] not null default '{}',
  add column contract_group_ids integer[] not null default '{}',
  -- Cities, streets and houses; empty = anywhere.
  add column addresses jsonb not null default '[]' check (jsonb_typeof(addresses) = 'array');
