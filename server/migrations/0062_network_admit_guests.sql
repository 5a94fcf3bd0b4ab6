-- Whom an agent lets in as guests, and how; rows of attributes that are for guests alone.
update network.agents
set radius = radius || '{"admitsGuests": [], "guestsWithoutAddress": false, "guestSpeed": null,
  "guestSessionSeconds": 600, "checksFixedAddress": false, "ignoresBlockedTraffic": false}'
where radius is not null;

alter table network.attribute_rows add column is_for_guests boolean not null default false;
