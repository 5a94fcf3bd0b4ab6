-- Agents that take NetFlow, IPFIX and sFlow from routers and charge by volume without RADIUS.
alter table network.agents drop constraint agents_kind_check;
alter table network.agents
  add constraint agents_kind_check check (kind in ('radius-internet', 'calls', 'flows')),
  -- {"listenPort": 2055, "exporters": ["192.0.2.1"], "ignoredNetworks": ["10.0.0.0/8"],
  --  "countsLocal": true, "countsBlocked": true}
  add column flows jsonb check ((kind = 'flows') = (flows is not null));

-- A port belongs to one agent: what comes to it is counted for its accounts.
create unique index agents_by_listen_port on network.agents (((flows ->> 'listenPort')::integer))
  where flows is not null;

-- How agents fare, as each process that listens for them says once a minute.
create table network.agent_states (
  agent_id integer not null references network.agents,
  instance text not null,
  at timestamptz not null,
  counters jsonb not null,
  primary key (agent_id, instance)
);
