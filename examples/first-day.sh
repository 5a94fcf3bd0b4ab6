#!/usr/bin/env bash
# The first day of a provider, from the first sign-in to the invoice, with nothing but curl and radclient.
#
#   npm start                      # in another terminal, on an empty data folder
#   examples/first-day.sh
#
# BASE_URL   where the system answers (default http://127.0.0.1:8080)
# ALTYN_RADIUS_AUTH_PORT, ALTYN_RADIUS_ACCT_PORT   its RADIUS ports (default 1812, 1813)
# Every step is checked; the script ends with an error at the first one that does not hold.
set -euo pipefail

base=${BASE_URL:-http://127.0.0.1:8080}
auth_port=${ALTYN_RADIUS_AUTH_PORT:-1812}
acct_port=${ALTYN_RADIUS_ACCT_PORT:-1813}
radius_host=${RADIUS_HOST:-127.0.0.1}
dae_port=${DAE_PORT:-0}
ready=${READY_PATH:-/readyz}
secret=first-day-secret
password=first-day-password
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
step=0

say() { step=$((step + 1)); printf '%2d  %s\n' "$step" "$1"; }
fail() { printf 'FAILED: %s\n' "$1" >&2; exit 1; }
need() { command -v "$1" >/dev/null || fail "$1 is needed (Debian: apt-get install $2)"; }
need curl curl
need radclient freeradius-utils

# call METHOD PATH [JSON] [curl options...]: the answer goes to $work/answer, its status to $status.
call() {
  local method=$1 path=$2 body=${3:-}
  shift $(($# > 2 ? 3 : 2))
  local data=()
  [ -n "$body" ] && data=(-H 'content-type: application/json' -d "$body")
  status=$(curl -sS -o "$work/answer" -w '%{http_code}' -b "$work/cookies" -c "$work/cookies" \
    -X "$method" "$base$path" "${data[@]}" "$@") || fail "$method $path: no answer from $base"
}
expect() { [ "$status" = "$1" ] || fail "$2: status $status instead of $1: $(cat "$work/answer")"; }
# The first value of a field of the answer: field NAME
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\)\"\{0,1\}.*/\1/p" <(tr ',{' '\n\n' <"$work/answer") | head -n 1; }
has() { grep -qF -- "$1" "$work/answer" || fail "$2: $(cat "$work/answer")"; }

# until_answer TEXT PATH WHAT: asks until the answer holds the text, ten seconds at most.
until_answer() {
  for _ in $(seq 100); do
    call GET "$2"
    grep -qF -- "$1" "$work/answer" && return 0
    sleep 0.1
  done
  fail "$3: $(cat "$work/answer")"
}

radius() { # radius COMMAND ATTRIBUTES → $work/reply
  local port=$auth_port
  [ "$1" = acct ] && port=$acct_port
  printf '%s\n' "$2" | radclient -x -r 2 -t 3 "$radius_host:$port" "$1" "$secret" >"$work/reply" 2>&1 || true
}
replied() { grep -q "$1" "$work/reply" || fail "$2: $(cat "$work/reply")"; }
sign_in() {
  radius auth "User-Name = ivanova, User-Password = $1, NAS-IP-Address = 127.0.0.1, Framed-Protocol = PPP, Calling-Station-Id = \"AA-BB-CC-DD-EE-01\", Message-Authenticator = 0x00"
}
# The change of state travels to RADIUS by events: a moment may pass.
sign_in_until() {
  for _ in $(seq 50); do
    sign_in secret123
    grep -q "$1" "$work/reply" && return 0
    sleep 0.1
  done
  fail "$2: $(cat "$work/reply")"
}

today=$(TZ=Europe/Moscow date +%F)
month=$(TZ=Europe/Moscow date +%Y-%m)

say 'The system answers'
for _ in $(seq 100); do
  curl -sf -o /dev/null "$base$ready" && break
  sleep 0.2
done
call GET "$ready"
expect 200 'the system is ready'

say 'First sign-in: admin, no password; nothing is reachable but setting one'
call POST /api/staff/sign-in '{"login":"admin","password":""}'
expect 200 'admin signs in with an empty password (an empty system is needed)'
has '"mustSetPassword":true' 'a password has to be set'
call GET /api/catalogue/tariffs
expect 403 'nothing else is reachable before'
call POST /api/staff/password "{\"currentPassword\":\"\",\"newPassword\":\"$password\"}"
expect 200 'the password is set'
call POST /api/staff/sign-in '{"login":"admin","password":""}'
expect 401 'the empty password does not work any more'
call POST /api/staff/sign-in "{\"login\":\"admin\",\"password\":\"$password\"}"
expect 200 'the new password does'

say 'The operator gets its name and requisites'
call GET /api/settings/operators
operator=$(field id) version=$(field version)
call PATCH "/api/settings/operators/$operator" '{"name":"ООО «Связь»","requisites":{"fullName":"Общество с ограниченной ответственностью «Связь»","inn":"7707083893","kpp":"770701001","ogrn":"1027700132195","address":"101000, г. Москва, ул. Мира, д. 1","bankName":"ПАО Сбербанк","bic":"044525225","bankAccount":"40702810200000012345","correspondentAccount":"30101810400000000225","director":"Петров П. П.","accountant":"Сидорова А. А."}}' -H "If-Match: $version"
expect 200 'the operator is renamed'

say 'A tariff: 600 roubles a month in advance, 100 Mbit/s, blocked when the money does not cover'
call POST /api/catalogue/tariffs "{\"name\":\"Интернет 100\",\"from\":\"$month-01\",\"fee\":\"600\",\"feePeriod\":\"month\",\"feeCharged\":\"in-advance\",\"blockPolicy\":\"before-charge\",\"speedDownKbps\":100000,\"speedUpKbps\":50000}"
expect 200 'the tariff is published'
tariff=$(field id)

say 'An access server and a network of addresses'
call GET /api/network/agents
agent=$(field id)
call POST /api/network/nas "{\"agentId\":$agent,\"name\":\"BRAS 1\",\"address\":\"127.0.0.1\",\"secret\":\"$secret\",\"dialect\":\"mikrotik\",\"daePort\":$([ "$dae_port" = 0 ] && echo 3799 || echo "$dae_port"),\"requiresMessageAuthenticator\":true}"
expect 200 'the access server is registered'
call POST /api/network/segments "{\"agentId\":$agent,\"name\":\"PPPoE\",\"network\":\"10.0.12.0/24\"}"
expect 200 'the network is added'

say 'A subscriber with a contract and an account'
call POST /api/subscribers '{"kind":"person","surname":"Иванова","givenName":"Анна","patronymic":"Петровна","contacts":[{"kind":"phone","value":"+7 912 345-67-89"}],"addresses":[{"kind":"installation","city":"г. Пермь","street":"ул. Мира","house":"5","flat":"12"}]}'
expect 200 'the subscriber is registered'
subscriber=$(field id)
call POST /api/subscribers/contracts "{\"subscriberId\":$subscriber,\"signedOn\":\"$today\",\"paymentMethod\":\"advance\"}"
expect 200 'the contract is signed'
contract=$(field id) number=$(field number)
call POST /api/accounts "{\"contractId\":$contract,\"agentId\":$agent,\"tariffId\":$tariff,\"login\":\"ivanova\",\"password\":\"secret123\"}"
expect 200 'the account is opened'
account=$(field id)
call POST /api/accounts "{\"contractId\":$contract,\"agentId\":$agent,\"tariffId\":$tariff,\"login\":\"IVANOVA\",\"password\":\"other456\"}"
expect 409 'a second account with this login is refused'

say 'No money: the account is blocked and the answer says how much to pay'
until_answer '"state":"money"' "/api/blocking/contracts/$contract" 'the account is blocked for money'
to_pay=$(tr '}' '\n' <"$work/answer" | sed -n 's/.*"toPay":{"amount":"\([^"]*\)".*/\1/p')
[ -n "$to_pay" ] && [ "$to_pay" != 0.00 ] || fail "how much to pay is known: $(cat "$work/answer")"
sign_in_until Access-Reject 'the router is refused'
replied 'Not enough money' 'the refusal says why'

say "A payment of $to_pay, sent twice, is one payment and lifts the block at once"
payment="{\"contractId\":$contract,\"amount\":\"$to_pay\",\"method\":\"cash\",\"paidOn\":\"$today\",\"documentNumber\":\"ПКО-1\"}"
call POST /api/payments "$payment" -H 'Idempotency-Key: first-day-payment-1'
expect 200 'the payment is accepted'
first=$(field id)
call POST /api/payments "$payment" -H 'Idempotency-Key: first-day-payment-1'
expect 200 'the repeat is answered'
[ "$(field id)" = "$first" ] || fail 'the repeat made a second payment'
until_answer '"state":"active"' "/api/blocking/contracts/$contract" 'the block is lifted'

say 'The router signs in: PAP, then CHAP; a wrong password is refused'
sign_in_until Access-Accept 'the router is let in'
replied 'Framed-IP-Address = 10.0.12.' 'an address from the pool comes'
replied 'Mikrotik-Rate-Limit = "50000k/100000k"' 'the speed comes in the words of the server'
replied 'Acct-Interim-Interval' 'the interval of reports comes'
replied 'Session-Timeout' 'the longest session comes'
class=$(sed -n 's/.*Class = \(0x[0-9a-f]*\).*/\1/p' "$work/reply" | head -n 1)
address=$(sed -n 's/.*Framed-IP-Address = \([0-9.]*\).*/\1/p' "$work/reply" | head -n 1)
radius auth 'User-Name = ivanova, CHAP-Password = secret123, NAS-IP-Address = 127.0.0.1, Message-Authenticator = 0x00'
replied Access-Accept 'CHAP is accepted'
sign_in wrong-password
replied Access-Reject 'a wrong password is refused'

say 'A session starts, counts beyond 4 gigabytes, and is seen alive'
session="Acct-Session-Id = first-day-1, User-Name = ivanova, NAS-IP-Address = 127.0.0.1, Framed-IP-Address = $address, Calling-Station-Id = \"AA-BB-CC-DD-EE-01\", Class = $class"
radius acct "Acct-Status-Type = Start, $session"
replied Accounting-Response 'the start is acknowledged'
radius acct "Acct-Status-Type = Interim-Update, $session, Acct-Session-Time = 300, Acct-Output-Octets = 1000, Acct-Output-Gigawords = 1, Acct-Input-Octets = 500"
replied Accounting-Response 'the report is acknowledged'
call GET "/api/usage/sessions?accountId=$account"
has '"octetsIn":"4294968296"' 'gigawords are counted'
radius acct "Acct-Status-Type = Interim-Update, $session, Acct-Session-Time = 200, Acct-Output-Octets = 900, Acct-Input-Octets = 400"
call GET "/api/usage/sessions?accountId=$account"
has '"octetsIn":"4294968296"' 'a late packet takes nothing away'

say 'The fee was charged by days and explains itself'
call GET "/api/ledger/contracts/$contract/statement"
has "\"difference\":\"$to_pay\"" 'the charge is what was asked for'
has '"daysInMonth"' 'the explanation has its days'
[ "$(tr '}' '\n' <"$work/answer" | sed -n 's/.*"balance":{"amount":"\([^"]*\)".*/\1/p' | tail -n 1)" = 0.00 ] || fail "the balance is zero: $(cat "$work/answer")"

say 'The recurring run, started twice, posts nothing new'
for _ in 1 2; do
  call POST /api/charging/runs
  expect 200 'the run starts'
  run=$(field id)
  until_answer '"state":"done"' "/api/charging/runs/$run" 'the run ends'
  has '"postingsCount":0' 'nothing is charged twice'
done

say 'The payment is cancelled: blocked again, the session is ordered to end'
call GET "/api/payments/$first"
call POST "/api/payments/$first/cancel" '{"reason":"первый день: проверка отмены"}' -H 'If-Match: 1'
expect 200 'the payment is cancelled'
until_answer '"state":"money"' "/api/blocking/contracts/$contract" 'the account is blocked again'
until_answer '"kind":"disconnect"' "/api/access/commands?accountId=$account" 'the server is told to end the session'
sign_in_until Access-Reject 'the next sign-in is refused'
radius acct "Acct-Status-Type = Stop, $session, Acct-Session-Time = 400, Acct-Output-Octets = 2000, Acct-Output-Gigawords = 1, Acct-Terminate-Cause = Admin-Reset"
replied Accounting-Response 'the end is acknowledged'
call GET "/api/usage/closed-sessions?accountId=$account"
has '"octetsIn":"4294969296"' 'the finished session has its last counters'
until_answer '"reason":"blocked-money"' "/api/access/rejections?accountId=$account" 'the refusals are written down with their reason'

say 'The payment is restored: access is back'
call POST "/api/payments/$first/restore" '{"reason":"первый день: восстановлен"}' -H 'If-Match: 2'
expect 200 'the payment is restored'
until_answer '"state":"active"' "/api/blocking/contracts/$contract" 'the block is lifted again'
sign_in_until Access-Accept 'the router is let in again'

say 'The invoice of the month, asked for twice, is one invoice; it prints as PDF'
call POST /api/documents/invoices "{\"contractId\":$contract,\"month\":\"$month\"}"
expect 200 'the invoice is issued'
invoice=$(field id) invoice_number=$(field number)
call POST /api/documents/invoices "{\"contractId\":$contract,\"month\":\"$month\"}"
[ "$(field id)" = "$invoice" ] || fail 'the repeat made a second invoice'
call GET "/api/documents/$invoice/pdf"
expect 200 'the PDF is printed'
head -c 5 "$work/answer" | grep -q '%PDF-' || fail 'the answer is a PDF'
cp "$work/answer" "${INVOICE_FILE:-$work/invoice.pdf}"

say 'The books balance'
call GET /api/ledger/trial-balance
has '"total":{"amount":"0.00"' 'the sum of all books is zero'
has '"walletsDiffering":0' 'every wallet is the sum of its postings'

printf '\nDone: contract %s, paid %s, invoice %s. Sign in at %s as admin with the password %s\n' \
  "$number" "$to_pay" "$invoice_number" "$base" "$password"
