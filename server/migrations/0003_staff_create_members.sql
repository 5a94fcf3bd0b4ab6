create schema staff;

create table staff.members (
  id integer generated always as identity primary key,
  login text not null,
  name text not null,
  password_hash text,
  is_active boolean not null default true,
  is_administrator boolean not null default false,
  language text not null default 'ru' check (language in ('ru', 'en')),
  email text,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1
);

create unique index members_by_login on staff.members (lower(login));

-- The administrator of the first day has no password: the first sign-in sets it.
insert into staff.members (login, name, is_administrator) values ('admin', 'Administrator', true);

create table staff.roles (
  id integer generated always as identity primary key,
  name text not null unique,
  permissions text[] not null,
  version integer not null default 1
);

create table staff.member_roles (
  member_id integer not null references staff.members,
  role_id integer not null references staff.roles,
  primary key (member_id, role_id)
);

create table staff.sign_ins (
  token_hash bytea primary key,
  member_id integer not null references staff.members,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  address inet not null,
  user_agent text not null
);

create index sign_ins_by_member on staff.sign_ins (member_id);

create table staff.api_tokens (
  id integer generated always as identity primary key,
  name text not null,
  role_id integer not null references staff.roles,
  token_hash bytea not null unique,
  created_by integer not null references staff.members,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  revoked_at timestamptz
);

-- Who did what. Never updated, never deleted by the product.
create table staff.audit (
  id bigint generated always as identity,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  address inet,
  deed text not null,
  object_kind text,
  object_id text,
  contract_id integer,
  details jsonb not null default '{}',
  primary key (id, at)
) partition by range (at);

create table staff.audit_rest partition of staff.audit default;
create index audit_by_object on staff.audit (object_kind, object_id, at desc);
create index audit_by_contract on staff.audit (contract_id, at desc) where contract_id is not null;
