-- What each account used in each hour: what volume and time are priced by, and what pictures show.
create table usage.hours (
  account_id integer not null,
  hour timestamptz not null,
  contract_id integer,
  octets_in bigint not null default 0,
  octets_out bigint not null default 0,
  seconds bigint not null default 0,
  primary key (account_id, hour)
) with (fillfactor = 80);
