-- From which day on the books are open: each closing or reopening is a row, the last one holds.
create table settings.period_closings (
  id integer generated always as identity primary key,
  open_from date not null check (extract(day from open_from) = 1),
  reason text not null default '',
  author text not null,
  closed_at timestamptz not null
);

insert into settings.period_closings (open_from, author, closed_at)
select date_trunc('month', open_from)::date, 'migration', now() from ledger.closed_period;

drop table ledger.closed_period;
