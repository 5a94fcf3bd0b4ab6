#!/usr/bin/env node
// Does what the tests ask of FreeRADIUS's radclient, with the npm package `radius` in its place:
// radclient -x -r RETRIES -t SECONDS HOST:PORT auth|acct SECRET, attributes on standard input.
import { createHash, randomBytes } from 'node:crypto'
import dgram from 'node:dgram'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const radius = createRequire(import.meta.url)('radius')
radius.add_dictionary(
  join(import.meta.dirname, '../../../../packages/radius/dictionaries/mikrotik.dictionary'),
)

const [target, command, secret] = process.argv.slice(-3)
const [host, port] = target.split(':')
const pairs = readPairs(await text(process.stdin))
const code = command === 'auth' ? 'Access-Request' : 'Accounting-Request'
const request = radius.encode({
  code,
  secret,
  identifier: randomBytes(1)[0],
  attributes: pairs.flatMap(encodePair),
  add_message_authenticator: command === 'auth',
})

const socket = dgram.createSocket('udp4')
let sent = 0
const timer = setInterval(send, 1000)
socket.on('message', (reply) => {
  clearInterval(timer)
  socket.close()
  if (!radius.verify_response({ request, response: reply, secret })) {
    process.stdout.write('Reply with a bad authenticator\n')
    return
  }
  const { code: answer, attributes, raw_attributes: raw } = radius.decode({ packet: reply, secret })
  process.stdout.write(`Received ${answer} Id 0 from ${target}\n`)
  print(attributes)
  for (const [type, value] of raw) {
    if (type === 25) process.stdout.write(`\tClass = 0x${value.toString('hex')}\n`)
  }
})
send()

function send() {
  sent += 1
  if (sent > 3) {
    clearInterval(timer)
    socket.close()
    process.stdout.write('No reply\n')
    return
  }
  socket.send(request, Number(port), host)
}

/** `Name = value, Other = "quoted"` → [[name, value], ...]. */
function readPairs(line) {
  return [...line.matchAll(/([\w-]+)\s*=\s*("[^"]*"|[^,\n]+)/g)].map(([, name, value]) => [
    name,
    value.trim().replace(/^"|"$/g, ''),
  ])
}

function encodePair([name, value]) {
  if (name === 'Message-Authenticator') return []
  if (name === 'CHAP-Password') {
    const challenge = randomBytes(16)
    const hash = createHash('md5').update(Buffer.of(1)).update(value).update(challenge).digest()
    return [
      ['CHAP-Challenge', challenge],
      ['CHAP-Password', Buffer.concat([Buffer.of(1), hash])],
    ]
  }
  if (value.startsWith('0x')) return [[name, Buffer.from(value.slice(2), 'hex')]]
  return [[name, /^\d+$/.test(value) ? Number(value) : value]]
}

function print(attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'Class') continue
    if (name === 'Vendor-Specific') print(value)
    else
      process.stdout.write(
        `\t${name} = ${typeof value === 'string' && !/^[\d.]+$/.test(value) ? `"${value}"` : value}\n`,
      )
  }
}
