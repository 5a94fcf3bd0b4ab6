-- How a RADIUS agent lets subscribers in: named settings, all of them always there.
alter table network.agents
  add column radius jsonb,
  -- What 802.1X peers check: a PEM chain, the server's own first, and its sealed key.
  add column certificate text,
  add column key_sealed bytea,
  add check ((certificate is null) = (key_sealed is null));

update network.agents
set radius = '{"eapMethods": [], "stripsRealm": false, "authenticatesByMac": false, "learnsMac": false,
  "checksMac": false, "restartsOnSpeedChange": true}'
where kind = 'radius-internet';

alter table network.agents add check ((kind = 'radius-internet') = (radius is not null));
