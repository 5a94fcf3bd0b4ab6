-- A guest is let in though it has no access: its session is nobody's, so it is neither charged nor
-- counted; whose login it came by, where that was proved, stands beside.
alter table usage.open_sessions
  add column is_guest boolean not null default false,
  add column guest_account_id integer,
  add check (not is_guest or account_id is null);
alter table usage.closed_sessions
  add column is_guest boolean not null default false,
  add column guest_account_id integer,
  add check (not is_guest or account_id is null);

create index open_sessions_by_guest on usage.open_sessions (guest_account_id)
  where guest_account_id is not null;
create index closed_sessions_by_guest on usage.closed_sessions (guest_account_id, closed_at desc)
  where guest_account_id is not null;
