-- Days that are not as their weekday says, and the bands of time that prices and speeds refer to.
create table catalogue.calendars (
  id integer generated always as identity primary key,
  name text not null,
  -- Bands of time look at the main one.
  is_main boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1
);

create unique index calendars_by_name on catalogue.calendars (lower(name));
create unique index calendars_one_main on catalogue.calendars (is_main) where is_main;

create table catalogue.calendar_days (
  calendar_id integer not null references catalogue.calendars,
  day date not null,
  kind text not null check (kind in ('holiday', 'working')),
  -- A moved working day counts as this weekday, 1 = Monday.
  works_as smallint check (works_as between 1 and 5),
  name text not null default '',
  primary key (calendar_id, day),
  check ((kind = 'working') = (works_as is not null))
);

insert into catalogue.calendars (name, is_main) values ('Россия', true);

-- The first band that covers an instant is its band, in the order of `position`.
create table catalogue.time_bands (
  id integer generated always as identity primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  name_ru text not null,
  name_en text not null,
  position integer not null,
  -- [{"weekdays": 62, "fromMinute": 1260, "untilMinute": 480, "holidays": "any"}]: Sunday = 1 … Saturday = 64.
  intervals jsonb not null default '[]',
  archived_at timestamptz,
  version integer not null default 1
);
