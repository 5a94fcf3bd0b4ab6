-- Juniper MX and ERX, Huawei ME60 and NE40E.
alter table network.nas drop constraint nas_dialect_check;
alter table network.nas add constraint nas_dialect_check
  check (dialect in ('mikrotik', 'cisco', 'juniper', 'huawei', 'accel-ppp', 'standard'));
