-- Accounts that are spoken of together: a house under repair, the accounts of a partner.
create table accounts.groups (
  id integer generated always as identity primary key,
  name text not null,
  note text not null default '',
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1
);

create unique index groups_by_name on accounts.groups (lower(name)) where archived_at is null;

create table accounts.group_members (
  group_id integer not null references accounts.groups,
  account_id integer not null references accounts.accounts,
  author text not null,
  added_at timestamptz not null,
  primary key (group_id, account_id)
);

create index group_members_by_account on accounts.group_members (account_id);

alter table accounts.planned_actions
  add constraint planned_actions_group_id_fkey foreign key (group_id) references accounts.groups;
