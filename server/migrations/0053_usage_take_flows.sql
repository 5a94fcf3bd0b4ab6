-- Batches of counted flows that were taken: one that comes again, after a lost commit, adds nothing.
create table usage.flow_batches (
  instance uuid not null,
  number bigint not null,
  taken_at timestamptz not null,
  primary key (instance, number)
);

create index flow_batches_by_age on usage.flow_batches (taken_at);
