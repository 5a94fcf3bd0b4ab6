-- Which speed a live session was told, in kbit/s (0 = unlimited); null where nobody knows.
alter table usage.open_sessions add column speed_down_kbps integer, add column speed_up_kbps integer;
