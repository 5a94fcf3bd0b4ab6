-- Agents that take records of calls from an exchange; how its files are read is theirs.
alter table network.agents drop constraint agents_kind_check;
alter table network.agents
  add constraint agents_kind_check check (kind in ('radius-internet', 'calls')),
  -- {"format": "columns", "columns": ["startedAt", "from", "to", "seconds"], "time": "iso", "replacements": []}
  add column call_format jsonb check ((kind = 'calls') = (call_format is not null));
