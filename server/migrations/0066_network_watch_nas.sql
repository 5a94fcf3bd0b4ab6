-- What came from each access server in each minute. Kept for two days.
create table network.nas_minutes (
  minute timestamptz not null,
  nas_id integer not null references network.nas,
  sign_ins integer not null,
  rejects integer not null,
  accounting integer not null,
  -- Access-Requests dropped because they were not signed.
  discarded integer not null,
  primary key (minute, nas_id)
);

-- What each access server was seen to send since it was registered.
create table network.nas_observations (
  nas_id integer not null references network.nas,
  kind text not null check (kind in ('request', 'unsigned', 'proxied', 'unsigned-proxied',
    'badly-signed', 'discarded', 'tls', 'accounting')),
  times bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- How many requests had come when this was last seen: the rest came without it.
  requests_by_then bigint not null,
  primary key (nas_id, kind)
);

alter table network.nas add column limits_proxy_state boolean not null default false;

-- When unsigned requests of an access server were dropped, by whose word, and how it ended.
create table network.nas_enforcements (
  id integer generated always as identity primary key,
  nas_id integer not null references network.nas,
  rule text not null check (rule in ('signature', 'proxy-state')),
  enforced_at timestamptz not null,
  enforced_by text not null,
  ended_at timestamptz,
  ended_by text,
  -- Ended by the system: so many of the requests were dropped.
  rolled_back_discarded integer,
  rolled_back_requests integer,
  check ((ended_at is null) = (ended_by is null)),
  check (num_nonnulls(rolled_back_discarded, rolled_back_requests) in (0, 2))
);

create unique index nas_enforcements_in_force on network.nas_enforcements (nas_id, rule)
  where ended_at is null;
