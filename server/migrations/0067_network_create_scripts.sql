-- Commands for the provider's own equipment: what is sent, when, and what came of it.
create table network.scripts (
  id integer generated always as identity primary key,
  name text not null,
  transport text not null check (transport in ('ssh', 'telnet', 'http')),
  -- Models that it is written for; empty: any.
  template_ids integer[] not null default '{}',
  -- Commands with {placeholders}, or requests, in the notation of packages/contract/src/network/script-text.ts.
  body text not null,
  -- Patterns: how a line ends that waits for a command, and what in an answer means that it went wrong.
  prompts text[] not null default '{}',
  errors text[] not null default '{}',
  seconds_max integer not null check (seconds_max between 5 and 600),
  -- Nothing is spoilt when it runs a second time, as a whole or from the start.
  is_repeatable boolean not null default false,
  note text not null default '',
  archived_at timestamptz,
  version integer not null default 1
);

create unique index scripts_by_name on network.scripts (lower(name)) where archived_at is null;

-- How devices are entered. What is secret is sealed.
create table network.device_logins (
  id integer generated always as identity primary key,
  name text not null,
  login text not null default '',
  password_sealed bytea,
  -- A private key in OpenSSH or PEM form, and what it is locked with.
  key_sealed bytea,
  passphrase_sealed bytea,
  -- What {enablePassword} stands for.
  enable_password_sealed bytea,
  -- Sent as a bearer token over HTTP instead of login and password.
  token_sealed bytea,
  ssh_port integer not null default 22 check (ssh_port between 1 and 65535),
  telnet_port integer not null default 23 check (telnet_port between 1 and 65535),
  http_port integer not null default 443 check (http_port between 1 and 65535),
  is_https boolean not null default true,
  -- A key that a device shows first is trusted without asking anybody.
  trusts_first_key boolean not null default false,
  allows_old_algorithms boolean not null default false,
  note text not null default '',
  version integer not null default 1
);

create unique index device_logins_by_name on network.device_logins (lower(name));

-- Whom a login is for: a model, a group, a device; the narrowest wins.
create table network.device_login_places (
  id integer generated always as identity primary key,
  login_id integer not null references network.device_logins on delete cascade,
  template_id integer unique references network.device_templates,
  group_id integer unique references network.device_groups on delete cascade,
  device_id integer unique references network.devices on delete cascade,
  check (num_nonnulls(template_id, group_id, device_id) = 1)
);

create index device_login_places_by_login on network.device_login_places (login_id);

-- Keys by which devices prove who they are: the one that is trusted, and another that was shown since.
create table network.device_keys (
  device_id integer not null references network.devices on delete cascade,
  kind text not null check (kind in ('ssh', 'https')),
  trusted text,
  trusted_at timestamptz,
  trusted_by text not null default '',
  offered text,
  offered_at timestamptz,
  primary key (device_id, kind)
);

-- What happens on a port when its account is bound, blocked and so on.
create table network.port_policies (
  id integer generated always as identity primary key,
  name text not null,
  note text not null default '',
  version integer not null default 1
);

create unique index port_policies_by_name on network.port_policies (lower(name));

create table network.port_policy_scripts (
  policy_id integer not null references network.port_policies on delete cascade,
  position integer not null,
  event text not null
    check (event in ('bound', 'unbound', 'blocked', 'unblocked', 'speed-changed')),
  script_id integer not null references network.scripts,
  primary key (policy_id, position)
);

create index port_policy_scripts_by_script on network.port_policy_scripts (script_id);

-- Whom a policy is for: all ports of a model, of a device, one port; the narrowest wins.
create table network.port_policy_places (
  id integer generated always as identity primary key,
  -- Null: none on this port, whatever its device says.
  policy_id integer references network.port_policies on delete cascade,
  template_id integer unique references network.device_templates,
  device_id integer unique references network.devices on delete cascade,
  port_id integer unique references network.device_ports on delete cascade,
  check (num_nonnulls(template_id, device_id, port_id) = 1),
  check (policy_id is not null or port_id is not null)
);

create index port_policy_places_by_policy on network.port_policy_places (policy_id);

-- One script on many devices.
create table network.script_batches (
  id integer generated always as identity primary key,
  script_id integer not null references network.scripts,
  asked_at timestamptz not null,
  asked_by text not null,
  runs_count integer not null
);

create table network.script_runs (
  id bigint generated always as identity primary key,
  script_id integer not null references network.scripts,
  device_id integer not null references network.devices on delete cascade,
  port_id integer references network.device_ports on delete cascade,
  onu_id integer references network.onus on delete set null,
  account_id integer references accounts.accounts,
  batch_id integer references network.script_batches,
  cause text not null
    check (cause in ('hand', 'bound', 'unbound', 'blocked', 'unblocked', 'speed-changed')),
  -- The same news never asks twice: `bound:17:3`.
  news_key text unique,
  -- The speed that the port is told by it, kbit/s.
  down_kbps integer,
  up_kbps integer,
  asked_at timestamptz not null,
  asked_by text not null,
  state text not null default 'queued'
    check (state in ('queued', 'running', 'done', 'failed', 'interrupted', 'cancelled')),
  attempts integer not null default 0,
  -- Not before.
  due_at timestamptz not null,
  started_at timestamptz,
  -- When whoever carries it was heard of last.
  beat_at timestamptz,
  -- Which attempt of which process; another one has no say.
  carrier text,
  finished_at timestamptz,
  failure text,
  failure_details jsonb not null default '{}',
  -- A list of {kind, text}: what was sent and answered, secrets masked.
  log jsonb not null default '[]'
);

-- One at a time on a device.
create unique index script_runs_one_on_a_device
  on network.script_runs (device_id) where state = 'running';
create index script_runs_waiting on network.script_runs (due_at, id) where state = 'queued';
create index script_runs_by_device on network.script_runs (device_id, id);
create index script_runs_by_port on network.script_runs (port_id, id) where port_id is not null;
create index script_runs_by_account on network.script_runs (account_id, id)
  where account_id is not null;
create index script_runs_by_batch on network.script_runs (batch_id, id) where batch_id is not null;
create index script_runs_by_script on network.script_runs (script_id, id);
