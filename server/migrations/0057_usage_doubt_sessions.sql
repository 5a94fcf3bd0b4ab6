-- How often its access server was told to report about a session, and what its counters stood at when the server
-- began to count anew: what comes later is counted on top.
alter table usage.open_sessions
  add column interim_seconds integer,
  add column base_in bigint not null default 0,
  add column base_out bigint not null default 0,
  add column base_seconds integer not null default 0;
alter table usage.closed_sessions
  add column base_in bigint not null default 0,
  add column base_out bigint not null default 0,
  add column base_seconds integer not null default 0;

-- Live sessions that may be over. The accounting itself never writes here: a session that has been heard of since
-- `heard_at` is live, whatever stands here.
create table usage.doubts (
  session_id bigint primary key,
  reason text not null check (reason in ('silent', 'newer')),
  heard_at timestamptz not null,
  since timestamptz not null,
  probes integer not null default 0,
  probed_at timestamptz,
  -- The server said that it knows the session.
  confirmed_at timestamptz
);

-- Why a session was doubted, ended or taken back.
create table usage.session_evidence (
  id bigint generated always as identity,
  session_id bigint not null,
  at timestamptz not null,
  kind text not null,
  facts jsonb not null default '{}',
  primary key (id, at)
) partition by range (at);

create table usage.session_evidence_rest partition of usage.session_evidence default;
create index session_evidence_by_session on usage.session_evidence (session_id, at);
