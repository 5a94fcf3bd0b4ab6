-- The name in the certificate of an access server that speaks RADIUS over TLS (RFC 6614).
alter table network.nas add column tls_name text;

create unique index nas_by_tls_name on network.nas (lower(tls_name)) where archived_at is null;
