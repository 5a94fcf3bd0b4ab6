-- A one-off service may be a turbo button: {"hours": 3, "downKbps": 300000, "upKbps": 100000}.
alter table catalogue.service_versions add column turbo jsonb;
