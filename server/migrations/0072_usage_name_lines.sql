-- The line that a session came by, as option 82 told it.
alter table usage.open_sessions add column line text not null default '';
alter table usage.closed_sessions add column line text not null default '';
