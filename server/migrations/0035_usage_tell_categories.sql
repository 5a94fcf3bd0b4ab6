-- Traffic of one category in one hour; empty = of none, as RADIUS accounting tells it.
alter table usage.hours add column category text not null default '';
alter table usage.hours drop constraint hours_pkey;
alter table usage.hours add primary key (account_id, hour, category);
