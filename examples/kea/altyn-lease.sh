#!/bin/sh
# Tells Altyn what Kea does with addresses. Kea runs it with the name of a hook point as the first
# argument and the facts in the environment (libdhcp_run_script, Kea 2.2 and later).
#
# Kea passes nothing else of its environment on, so settings stand in altyn.conf beside the script,
# lines of NAME=value:
#   ALTYN_URL       http://billing.example:8080
#   ALTYN_KEY_FILE  a file with one line, "Authorization: Bearer altyn_dhcp_…", that Kea alone can read
#   ALTYN_SPOOL     a folder for news that are not told yet
#
# News are written into the spool first and sent in their order, so that nothing is lost while the
# billing is away. Telling twice changes nothing there.
set -eu

PATH=/usr/local/bin:/usr/bin:/bin
# shellcheck source=/dev/null
. "$(dirname "$0")/altyn.conf"
spool=${ALTYN_SPOOL:-/var/lib/kea/altyn-spool}

# What comes from the network is let through only if it looks as it has to; it is never a part of a command.
is_address() { case $1 in '' | *[!0-9.]*) return 1 ;; esac }
is_mac() { case $1 in '' | *[!0-9A-Fa-f:]*) return 1 ;; esac }
is_number() { case $1 in '' | *[!0-9]*) return 1 ;; esac }
digits() { case $1 in *[!0-9A-Fa-fx]*) ;; *) printf '%s' "$1" ;; esac }

circuit=$(digits "${QUERY4_OPTION_82_SUB_OPTION_1:-}")
remote=$(digits "${QUERY4_OPTION_82_SUB_OPTION_2:-}")

# news EVENT ADDRESS MAC LIFETIME [SECONDS SINCE 1970]: puts one into the spool, whole or not at all.
news() {
  is_address "$2" && is_mac "$3" && is_number "$4" || return 0
  at=null
  if [ -n "${5:-}" ] && is_number "$5"; then at=\"$(date -u -d "@$5" +%Y-%m-%dT%H:%M:%SZ)\"; fi
  [ "$at" != null ] || at=\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"
  file=$(mktemp "$spool/.news.XXXXXX")
  printf '{"news":[{"event":"%s","address":"%s","mac":"%s","leaseSeconds":%s,"at":%s,"circuitId":"%s","remoteId":"%s"}]}' \
    "$1" "$2" "$3" "$4" "$at" "$circuit" "$remote" >"$file"
  mv "$file" "$spool/$(date +%s%N)-$$.json"
}

# Sends what waits, the oldest first. What the billing refuses as wrong is put aside, not sent again.
send() {
  for file in "$spool"/*.json; do
    [ -e "$file" ] || continue
    status=$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 10 \
      --header "@$ALTYN_KEY_FILE" --header 'content-type: application/json' \
      --data-binary "@$file" "$ALTYN_URL/api/access/dhcp/leases") || return 0
    case $status in
      2??) rm -f "$file" ;;
      400 | 422) mv "$file" "$file.refused" ;;
      *) return 0 ;;
    esac
  done
}

mkdir -p "$spool"
case ${1:-} in
  leases4_committed)
    count=${LEASES4_SIZE:-0}
    is_number "$count" || count=0
    i=0
    while [ "$i" -lt "$count" ]; do
      # Names are made of the number alone; printenv gives the value without a second look at it.
      news assigned "$(printenv "LEASES4_AT${i}_ADDRESS" || :)" \
        "$(printenv "LEASES4_AT${i}_HWADDR" || :)" \
        "$(printenv "LEASES4_AT${i}_VALID_LIFETIME" || :)" \
        "$(printenv "LEASES4_AT${i}_CLTT" || :)"
      i=$((i + 1))
    done
    ;;
  lease4_release | lease4_decline)
    news released "${LEASE4_ADDRESS:-}" "${LEASE4_HWADDR:-}" "${LEASE4_VALID_LIFETIME:-}"
    ;;
  lease4_expire)
    news expired "${LEASE4_ADDRESS:-}" "${LEASE4_HWADDR:-}" "${LEASE4_VALID_LIFETIME:-}"
    ;;
  # A lease that is renewed is committed as well.
  *) exit 0 ;;
esac

# One at a time sends, so that news keep their order; whoever comes meanwhile finds its own sent.
exec 9>"$spool/.lock"
flock 9
send
