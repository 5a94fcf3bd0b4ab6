-- What is given to accounts that fit, by itself or for a code.
create table catalogue.promotions (
  id integer generated always as identity primary key,
  name text not null,
  -- The days on which it can be taken; what was given runs on.
  valid daterange not null check (not isempty(valid)),
  -- Empty = any tariff.
  tariff_ids integer[] not null default '{}',
  -- Only accounts opened on these days; null = whenever.
  connected daterange,
  -- Empty = given by itself.
  promo_code text not null default '',
  discount_basis_points integer not null default 0 check (discount_basis_points between 0 and 10000),
  discount_months integer check (discount_months between 1 and 120),
  gift_service_id integer references catalogue.services,
  gift_months integer check (gift_months between 1 and 120),
  bonus_minor bigint not null default 0 check (bonus_minor >= 0),
  priority integer not null default 100 check (priority between 0 and 1000),
  is_stacking boolean not null default true,
  archived_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  check ((gift_service_id is null) = (gift_months is null)),
  check (discount_basis_points > 0 or gift_service_id is not null or bonus_minor > 0)
);

create unique index promotions_by_code on catalogue.promotions (lower(promo_code))
  where promo_code <> '' and archived_at is null;

-- Once for an account, whatever happens again.
create table charging.promotion_uses (
  promotion_id integer not null,
  account_id integer not null,
  contract_id integer not null,
  used_at timestamptz not null,
  author text not null,
  primary key (promotion_id, account_id)
);

create index promotion_uses_by_account on charging.promotion_uses (account_id);

alter table ledger.books drop constraint books_kind_check;
alter table ledger.books add constraint books_kind_check check (kind in
  ('wallet', 'revenue', 'cash', 'bank', 'adjustment', 'transfers', 'write-offs', 'bonuses'));
alter table ledger.postings drop constraint postings_kind_check;
alter table ledger.postings add constraint postings_kind_check check (kind in
  ('charge', 'payment', 'reversal', 'adjustment', 'transfer', 'write-off', 'bonus'));
