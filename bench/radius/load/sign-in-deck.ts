import { hash, randomBytes } from 'node:crypto'
import { ATTRIBUTE, CODE, createRequest, type PacketWriter, VALUE } from '@altyn/radius'
import { accountOf, shuffled } from '../account.ts'
import { buildDeck, type Deck } from './deck.ts'

/** More packets than any server remembers answers, so that none is answered from that memory. */
const COUNT_MIN = 200_000

export type Method = 'pap' | 'chap'

/** How many packets there are at least, and by how many sockets they leave. */
export type DeckSize = { countMin?: number; sockets?: number }

/** Access-Requests of all accounts, each signed, each with an authenticator of its own. */
export function buildSignInDeck(
  method: Method,
  accounts: number,
  secret: Buffer,
  { countMin = COUNT_MIN, sockets }: DeckSize = {},
): Deck {
  const order = shuffled(accounts)
  const numberAt = (index: number) => order[index % accounts] ?? 1
  const count = Math.ceil(countMin / accounts) * accounts
  return buildDeck({
    count,
    sockets,
    replyCode: CODE['Access-Accept'],
    addressOf: (index) => accountOf(numberAt(index)).address,
    build: (index, identifier) => signInRequest(method, numberAt(index), secret).encode(identifier),
  })
}

/** The Access-Request of one account as a MikroTik writes it; another password where one is given. */
export function signInRequest(
  method: Method,
  n: number,
  secret: Buffer,
  wrongPassword?: string,
): PacketWriter {
  const account = accountOf(n)
  const password = wrongPassword ?? account.password
  const authenticator = randomBytes(16)
  const request = createRequest(CODE['Access-Request'], { secret, authenticator })
  request
    .addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
    .addInteger(ATTRIBUTE['Framed-Protocol'], VALUE['Framed-Protocol'].PPP)
    .addInteger(ATTRIBUTE['NAS-Port'], n)
    .addInteger(ATTRIBUTE['NAS-Port-Type'], VALUE['NAS-Port-Type'].Ethernet)
    .addString(ATTRIBUTE['User-Name'], account.login)
    .addString(ATTRIBUTE['Calling-Station-Id'], account.station)
    .addString(ATTRIBUTE['Called-Station-Id'], 'pppoe')
    .addString(ATTRIBUTE['NAS-Port-Id'], 'ether1')
    .addString(ATTRIBUTE['NAS-Identifier'], 'bench')
    .addIpv4(ATTRIBUTE['NAS-IP-Address'], '127.0.0.1')
  if (method === 'pap') return request.addString(ATTRIBUTE['User-Password'], password)
  const identifier = Buffer.of(n & 255)
  const text = Buffer.concat([identifier, Buffer.from(password), authenticator])
  const answer = Buffer.concat([identifier, hash('md5', text, 'buffer')])
  return request.addBytes(ATTRIBUTE['CHAP-Password'], answer)
}
