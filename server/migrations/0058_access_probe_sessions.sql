-- A question whether a session is still there, and an order that its session has made needless.
alter table access.commands drop constraint commands_kind_check;
alter table access.commands drop constraint commands_outcome_check;
alter table access.commands
  add constraint commands_kind_check check (kind in ('disconnect', 'change-speed', 'probe')),
  add constraint commands_outcome_check
    check (outcome in ('acknowledged', 'refused', 'no-answer', 'no-address', 'ignored', 'called-off'));
