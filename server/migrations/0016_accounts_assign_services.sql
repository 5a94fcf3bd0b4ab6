-- A service that an account has or had; a one-off one has the day on which it was done.
create table accounts.services (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  service_id integer not null references catalogue.services,
  quantity integer not null check (quantity between 1 and 10000),
  valid daterange not null check (not isempty(valid)),
  -- Paid in parts: the first payment and how many parts the rest is split into; null = at once.
  first_payment_minor bigint check (first_payment_minor >= 0),
  instalments integer check (instalments between 1 and 60),
  -- The day on which all that was left of the instalments became due at once.
  repaid_on date,
  comment text not null default '',
  author text not null,
  assigned_at timestamptz not null,
  -- Assigned by mistake: as if it never was, what was charged goes back.
  cancelled_at timestamptz,
  cancelled_by text,
  ended_by text,
  version integer not null default 1,
  check ((first_payment_minor is null) = (instalments is null))
);

create index services_by_account on accounts.services (account_id, id);
create index services_by_service on accounts.services (service_id) where cancelled_at is null;

-- What one account pays otherwise than its tariff or service says.
create table accounts.personal_terms (
  id integer generated always as identity primary key,
  account_id integer not null references accounts.accounts,
  -- null = the fee of the tariff; else the assigned service that it is about.
  assigned_service_id integer references accounts.services,
  kind text not null check (kind in ('own-price', 'coefficient', 'percent', 'absolute')),
  -- Minor units for own-price and absolute, basis points for coefficient and percent.
  amount bigint not null check (amount >= 0),
  valid daterange not null check (not isempty(valid)),
  -- The smaller comes first; one that does not stack stands alone.
  priority integer not null default 100 check (priority between 0 and 1000),
  is_stacking boolean not null default true,
  title text not null default '',
  -- `staff`, or `promotion:<id>`.
  source text not null default 'staff',
  author text not null,
  agreed_at timestamptz not null,
  ended_by text,
  check (kind <> 'percent' or amount <= 10000)
);

create index personal_terms_by_account on accounts.personal_terms (account_id, id);
-- One own price and one coefficient at a time.
alter table accounts.personal_terms add constraint personal_terms_one_price exclude using gist (
  account_id with =, coalesce(assigned_service_id, 0) with =, kind with =, valid with &&
) where (kind in ('own-price', 'coefficient'));

-- What will be done to an account, or to those who are in a group then, at a moment.
create table accounts.planned_actions (
  id integer generated always as identity primary key,
  account_id integer references accounts.accounts,
  group_id integer,
  kind text not null check (kind in ('block', 'unblock', 'tariff', 'service-on', 'service-off')),
  due_at timestamptz not null,
  -- {"blockKind": "own-wish"}, {"tariffId": 3}, {"serviceId": 5, "quantity": 1}
  details jsonb not null default '{}',
  reason text not null default '',
  state text not null default 'planned' check (state in ('planned', 'done', 'failed', 'cancelled')),
  outcome jsonb,
  -- A pause is two actions, its begin and its end; cancelling one cancels both.
  pair_id integer references accounts.planned_actions,
  author text not null,
  planned_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  check ((account_id is null) <> (group_id is null))
);

create index planned_actions_by_account on accounts.planned_actions (account_id, due_at);
create index planned_actions_due on accounts.planned_actions (due_at) where state = 'planned';
