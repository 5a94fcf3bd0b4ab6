-- What an access server can give within a session under a name of its own: internet, a local network, a turbo.
create table network.session_services (
  id integer generated always as identity primary key,
  -- As the server knows it.
  name text not null check (name ~ '^[!-~]{1,64}$'),
  title text not null check (title <> ''),
  -- At the servers of one agent, or of all.
  agent_id integer references network.agents,
  -- Whose traffic is what the server counts for it: the session's own, a category's, or nobody's.
  counting text not null check (counting in ('session', 'category', 'nothing')),
  category text references catalogue.traffic_categories (code),
  -- For people; the server has its own definition. 0 = unlimited.
  speed_down_kbps integer check (speed_down_kbps >= 0),
  speed_up_kbps integer check (speed_up_kbps >= 0),
  -- Of services with one slot a session gets one; '' = stands for itself.
  slot text not null default '',
  is_for_all boolean not null default false,
  is_for_guests boolean not null default false,
  note text not null default '',
  archived_at timestamptz,
  version integer not null default 1,
  check ((counting = 'category') = (category is not null)),
  check ((speed_down_kbps is null) = (speed_up_kbps is null))
);

create unique index session_services_by_name on network.session_services (name, agent_id)
  nulls not distinct where archived_at is null;

-- Whose sessions get it: accounts on a tariff, or with a service that was bought.
create table network.session_service_links (
  session_service_id integer not null references network.session_services,
  tariff_id integer references catalogue.tariffs,
  service_id integer references catalogue.services,
  check (num_nonnulls(tariff_id, service_id) = 1),
  unique nulls not distinct (session_service_id, tariff_id, service_id)
);
