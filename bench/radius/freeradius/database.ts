import type pg from 'pg'
import { createPool } from '../../../server/src/platform/database.ts'
import { accountOf, dotted } from '../account.ts'
import type { AccountingTotals } from '../load/accounting-deck.ts'
import { readTotalsBy } from '../read-totals.ts'

const NAME = 'freeradius_bench'
const BATCH = 10_000

/** The tables of FreeRADIUS 3.2 with its own indexes, as its schema.sql for PostgreSQL makes them. */
const SCHEMA = `
  create table radacct (
    RadAcctId bigserial primary key, AcctSessionId text not null, AcctUniqueId text not null unique,
    UserName text, Realm text, NASIPAddress inet not null, NASPortId text, NASPortType text,
    AcctStartTime timestamptz, AcctUpdateTime timestamptz, AcctStopTime timestamptz,
    AcctInterval bigint, AcctSessionTime bigint, AcctAuthentic text, ConnectInfo_start text,
    ConnectInfo_stop text, AcctInputOctets bigint, AcctOutputOctets bigint, CalledStationId text,
    CallingStationId text, AcctTerminateCause text, ServiceType text, FramedProtocol text,
    FramedIPAddress inet, FramedIPv6Address inet, FramedIPv6Prefix inet, FramedInterfaceId text,
    DelegatedIPv6Prefix inet, Class text);
  create index radacct_active_session_idx on radacct (AcctUniqueId) where AcctStopTime is null;
  create index radacct_bulk_close on radacct (NASIPAddress, AcctStartTime) where AcctStopTime is null;
  create index radacct_start_user_idx on radacct (AcctStartTime, UserName);
  create table radcheck (id serial primary key, UserName text not null default '',
    Attribute text not null default '', op varchar(2) not null default '==',
    Value text not null default '');
  create index radcheck_UserName on radcheck (UserName, Attribute);
  create table radreply (id serial primary key, UserName text not null default '',
    Attribute text not null default '', op varchar(2) not null default '=',
    Value text not null default '');
  create index radreply_UserName on radreply (UserName, Attribute);
  create table radusergroup (id serial primary key, UserName text not null default '',
    GroupName text not null default '', priority integer not null default 0);
  create index radusergroup_UserName on radusergroup (UserName);`

export type PeerDatabase = { url: string; pool: pg.Pool }

/** A database of the peer's own on the same PostgreSQL, with the same accounts on-line. */
export async function makePeerDatabase(
  ours: pg.Pool,
  ourUrl: string,
  accounts: number,
): Promise<PeerDatabase> {
  await ours.query(`create database ${NAME}`)
  const url = new URL(ourUrl)
  url.pathname = `/${NAME}`
  const pool = createPool({ url: url.href, connectionsMax: 2, applicationName: 'bench' })
  await pool.query(SCHEMA)
  for (let first = 1; first <= accounts; first += BATCH) {
    await insertUsers(pool, first, Math.min(accounts, first + BATCH - 1))
  }
  await pool.query('vacuum analyze')
  return { url: url.href, pool }
}

async function insertUsers(pool: pg.Pool, first: number, last: number): Promise<void> {
  const all = Array.from({ length: last - first + 1 }, (_, index) => accountOf(first + index))
  const logins = all.map(({ login }) => login)
  const addresses = all.map(({ address }) => dotted(address))
  await pool.query(
    `insert into radcheck (UserName, Attribute, op, Value)
    select login, 'Cleartext-Password', ':=', password
    from unnest($1::text[], $2::text[]) as u (login, password)`,
    [logins, all.map(({ password }) => password)],
  )
  await pool.query(
    `insert into radreply (UserName, Attribute, op, Value)
    select login, attribute, '=', value
    from unnest($1::text[], $2::text[]) as u (login, address)
    cross join lateral (values ('Framed-IP-Address', address),
      ('Mikrotik-Rate-Limit', '50000k/100000k')) as r (attribute, value)`,
    [logins, addresses],
  )
  await pool.query(
    `insert into radacct (AcctSessionId, AcctUniqueId, UserName, NASIPAddress, AcctStartTime,
      AcctUpdateTime, FramedIPAddress, CallingStationId)
    select 'live-' || login, md5('live-' || login), login, '127.0.0.1', now() - interval '1 hour',
      now(), address, station
    from unnest($1::text[], $2::inet[], $3::text[]) as u (login, address, station)`,
    [logins, addresses, all.map(({ station }) => station)],
  )
}

/** The sessions of one accounting run. The output of the access server is what was downloaded. */
export function readPeerTotals(pool: pg.Pool, run: string): Promise<AccountingTotals> {
  return readTotalsBy(
    pool,
    `select count(*) as opened, count(AcctStopTime) as closed,
      sum(AcctOutputOctets) filter (where AcctStopTime is null) as "openDown",
      sum(AcctInputOctets) filter (where AcctStopTime is null) as "openUp",
      sum(AcctOutputOctets) filter (where AcctStopTime is not null) as "closedDown",
      sum(AcctInputOctets) filter (where AcctStopTime is not null) as "closedUp"
    from radacct
    where AcctSessionId like $1 || '-%'
    having count(*) = count(distinct AcctSessionId)`,
    run,
  )
}
