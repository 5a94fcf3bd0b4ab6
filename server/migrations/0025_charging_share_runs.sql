-- A run is carried in several lanes at once, each with its own contracts and its own place: while
-- the database writes a batch of one, the batch of another is computed.
create table charging.run_lanes (
  run_id integer not null references charging.runs on delete cascade,
  lane integer not null,
  lanes integer not null check (lane < lanes),
  last_contract_id integer not null default 0,
  is_done boolean not null default false,
  primary key (run_id, lane)
);

insert into charging.run_lanes (run_id, lane, lanes, last_contract_id, is_done)
select id, 0, 1, last_contract_id, state <> 'running' from charging.runs;

alter table charging.runs drop column last_contract_id;
