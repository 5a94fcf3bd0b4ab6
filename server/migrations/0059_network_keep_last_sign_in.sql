-- Whether a newer session of a device ends its older one at once.
update network.agents set radius = radius || '{"lastAuthOnly": false}' where radius is not null;
