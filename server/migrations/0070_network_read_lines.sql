-- How circuit id and remote id of option 82 name device and port: by the model, or otherwise on a device.
alter table network.device_templates
  add column line_format jsonb check (jsonb_typeof(line_format) = 'object');
alter table network.devices
  add column line_format jsonb check (jsonb_typeof(line_format) = 'object'),
  -- What the device calls itself in option 82.
  add column relay_id text not null default '';

create unique index devices_by_relay_id on network.devices (lower(relay_id))
  where archived_at is null and relay_id <> '';

update network.agents
set radius = radius || '{"checksLine": false, "refusesUnreadLine": false, "authenticatesByLine": false}'
where radius is not null;
