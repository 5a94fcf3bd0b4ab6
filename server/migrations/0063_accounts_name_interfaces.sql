-- The last 64 bits of the address that a line's own router takes (RFC 3162 §2.2); null = it chooses.
alter table accounts.accounts
  add column interface_id text check (interface_id ~ '^([0-9a-f]{1,4}:){3}[0-9a-f]{1,4}$');
