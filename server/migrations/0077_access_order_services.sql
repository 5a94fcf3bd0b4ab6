-- Orders about services within a session: to activate one, and to end one.
alter table access.commands drop constraint commands_kind_check;
alter table access.commands
  add constraint commands_kind_check
    check (kind in ('disconnect', 'change-speed', 'probe', 'start-service', 'end-service')),
  -- Which one, and its name at the server when the order was given.
  add column session_service_id integer,
  add column service_name text,
  add check ((kind in ('start-service', 'end-service')) = (session_service_id is not null)),
  add check ((session_service_id is null) = (service_name is null));

create index commands_of_services on access.commands (session_id, session_service_id)
  where session_service_id is not null;
-- Whoever orders the same at the same time orders it once.
create unique index commands_of_services_once on access.commands (session_id, session_service_id, kind)
  where session_service_id is not null and outcome is null;
