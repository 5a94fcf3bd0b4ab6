-- An access server may be one of the devices: whatever group that is in, rows of attributes can be for.
alter table network.nas add column device_id integer references network.devices on delete set null;
create index nas_by_device on network.nas (device_id) where device_id is not null;

alter table network.attribute_rows
  add column device_group_id integer references network.device_groups,
  -- For sessions that get a service which is counted by this category of traffic.
  add column category text references catalogue.traffic_categories (code);
create index attribute_rows_by_device_group on network.attribute_rows (device_group_id)
  where device_group_id is not null;
