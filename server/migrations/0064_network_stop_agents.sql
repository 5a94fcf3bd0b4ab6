-- An agent that somebody has stopped answers, listens to and takes nothing until it is started again.
alter table network.agents
  add column stopped_at timestamptz,
  add column stopped_by text,
  add check ((stopped_at is null) = (stopped_by is null));

-- What an agent counts depends on its kind; those told before say so within a minute.
delete from network.agent_states;
