-- A turbo that was bought: from when to when, and its speeds in kbit/s (0 = unlimited).
alter table accounts.services
  add column boosted tstzrange check (not isempty(boosted)),
  add column boost_down_kbps integer check (boost_down_kbps >= 0),
  add column boost_up_kbps integer check (boost_up_kbps >= 0),
  add check ((boosted is null) = (boost_down_kbps is null)),
  add check ((boosted is null) = (boost_up_kbps is null));

create index services_boosted on accounts.services (upper(boosted))
  where boosted is not null and cancelled_at is null;
