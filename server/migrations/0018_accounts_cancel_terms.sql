-- Agreed by mistake: as if it never was, what was charged by it is charged again.
alter table accounts.personal_terms
  add column cancelled_at timestamptz,
  add column cancelled_by text;

alter table accounts.personal_terms drop constraint personal_terms_one_price;
alter table accounts.personal_terms add constraint personal_terms_one_price exclude using gist (
  account_id with =, coalesce(assigned_service_id, 0) with =, kind with =, valid with &&
) where (kind in ('own-price', 'coefficient') and cancelled_at is null);

-- A group is resolved when its hour comes, some accounts at a time.
alter table accounts.planned_actions add column last_account_id integer not null default 0;
