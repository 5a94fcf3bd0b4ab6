-- Which speed a command was for, in kbit/s (0 = unlimited); null for a Disconnect.
alter table access.commands add column speed_down_kbps integer, add column speed_up_kbps integer;

create index commands_by_session on access.commands (session_id, id desc);
