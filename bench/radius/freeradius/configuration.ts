export const QUERIES = '/etc/freeradius/3.0/mods-config/sql/main/postgresql/queries.conf'

export type Configuration = {
  folder: string
  databaseUrl: string
  authPort: number
  acctPort: number
  secret: string
  threads: number
}

/**
 * radiusd.conf of the peer at its best: a thread and a connection for each of 32 requests at once,
 * no groups (two queries a sign-in instead of five), no log of sign-ins, its own standard queries.
 */
export function radiusdConf(of: Configuration): string {
  const database = new URL(of.databaseUrl)
  return `
prefix = /usr
name = freeradius
raddbdir = ${of.folder}
logdir = ${of.folder}
run_dir = ${of.folder}
libdir = /usr/lib/freeradius
max_request_time = 30
cleanup_delay = 2
max_requests = 65536
hostname_lookups = no
log {
  destination = files
  file = ${of.folder}/radius.log
  auth = no
}
security {
  max_attributes = 200
  reject_delay = 0
  status_server = yes
}
proxy_requests = no
thread pool {
  start_servers = ${of.threads}
  max_servers = ${of.threads}
  min_spare_servers = ${of.threads}
  max_spare_servers = ${of.threads}
  max_requests_per_server = 0
  max_queue_size = 65536
}
client bench {
  ipaddr = 127.0.0.1
  secret = ${of.secret}
  require_message_authenticator = yes
}
modules {
  pap {
  }
  chap {
  }
  expr {
    safe_characters = "@abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_: /"
  }
  sql {
    driver = "rlm_sql_postgresql"
    dialect = "postgresql"
    server = "${database.hostname}"
    port = ${database.port}
    login = "${database.username}"
    password = "${database.password}"
    radius_db = "${database.pathname.slice(1)}"
    acct_table1 = "radacct"
    acct_table2 = "radacct"
    postauth_table = "radpostauth"
    authcheck_table = "radcheck"
    groupcheck_table = "radgroupcheck"
    authreply_table = "radreply"
    groupreply_table = "radgroupreply"
    usergroup_table = "radusergroup"
    client_table = "nas"
    group_attribute = "SQL-Group"
    read_groups = no
    read_clients = no
    pool {
      start = ${of.threads}
      min = ${of.threads}
      max = ${of.threads}
      spare = ${of.threads}
      uses = 0
      lifetime = 0
      idle_timeout = 0
    }
    $INCLUDE ${QUERIES}
  }
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${of.authPort}
    recv_buff = 4194304
  }
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = ${of.acctPort}
    recv_buff = 4194304
  }
  authorize {
    chap
    sql
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
    Auth-Type CHAP {
      chap
    }
  }
  preacct {
    update request {
      &Acct-Unique-Session-Id := "%{md5:%{User-Name},%{Acct-Session-ID},%{NAS-IP-Address},%{NAS-Identifier},%{NAS-Port-ID},%{NAS-Port}}"
    }
  }
  accounting {
    sql
  }
}
`
}
