-- A command that was acknowledged and did nothing, or was refused, leads to a stronger one.
alter table access.commands drop constraint commands_outcome_check;
alter table access.commands
  add constraint commands_outcome_check
    check (outcome in ('acknowledged', 'refused', 'no-answer', 'no-address', 'ignored')),
  -- The stronger command that followed.
  add column followed_by bigint;
