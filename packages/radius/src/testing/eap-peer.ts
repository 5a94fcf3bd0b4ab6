import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { connect, type TLSSocket } from 'node:tls'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import type { EapAnswer } from '../eap/eap-answer.ts'
import { EAP_CODE, EAP_TYPE, encodeEapPacket, parseEapPacket } from '../eap/eap-packet.ts'
import type { EapServer } from '../eap/eap-server.ts'
import { FragmentCollector, splitTlsMessage } from '../eap/tls-fragments.ts'
import { Wire } from '../eap/tls-tunnel.ts'
import type { Packet } from '../packet.ts'
import { createRequest } from '../packet-writer.ts'
import { AUTHORITY } from './certificates.ts'
import { decoded, SECRET } from './sample-packets.ts'

const MESSAGE_BYTES_MAX = 65_536
const TURNS = 4

/** An Access-Request with this EAP packet, as an access server passes it on. */
export function eapRequest(eap: Buffer, state?: Buffer, framedMtu?: number): Packet {
  const request = createRequest(CODE['Access-Request'], { secret: SECRET })
  for (let from = 0; from === 0 || from < eap.length; from += 253) {
    request.addBytes(ATTRIBUTE['EAP-Message'], eap.subarray(from, from + 253))
  }
  if (state) request.addBytes(ATTRIBUTE.State, state)
  if (framedMtu) request.addInteger(ATTRIBUTE['Framed-MTU'], framedMtu)
  return decoded(request.encode())
}

/** A peer behind its access server, word by word: what it says is up to the test. */
export class EapPeer {
  readonly #server: EapServer
  /** What the server said last. */
  answer: EapAnswer | undefined
  framedMtu: number | undefined
  #tls: { socket: TLSSocket; wire: Wire } | undefined
  #plain: Buffer[] = []

  constructor(server: EapServer) {
    this.#server = server
  }

  get state(): Buffer | undefined {
    return this.answer?.kind === 'challenge' ? this.answer.state : undefined
  }

  /** The request that waits for an answer. */
  get asked(): { type: number; identifier: number; body: Buffer } {
    const packet = this.answer?.kind === 'challenge' && parseEapPacket(this.answer.eap)
    assert.ok(packet, `asked something, instead of ${JSON.stringify(this.answer)}`)
    return packet
  }

  /** Sends any octets in the name of this conversation. */
  async send(eap: Buffer): Promise<EapAnswer> {
    this.answer = await this.#server.respond(eapRequest(eap, this.state, this.framedMtu))
    return this.answer
  }

  /** Answers with a type and a body, under the identifier that was asked with. */
  async say(type: number, body: Buffer | string): Promise<EapAnswer> {
    const identifier = this.answer ? this.asked.identifier : 7
    const code = EAP_CODE.response
    return await this.send(encodeEapPacket({ code, identifier, type, body: Buffer.from(body) }))
  }

  /** Goes as far as the challenge of EAP-MD5, declining everything else. */
  async reachMd5(identity: string): Promise<void> {
    await this.say(EAP_TYPE.identity, identity)
    if (this.asked.type !== EAP_TYPE.md5) await this.say(EAP_TYPE.nak, Buffer.of(EAP_TYPE.md5))
  }

  /** Puts the tunnel of PEAP or TTLS up, checking the certificate; what the server says in it first is returned. */
  async openTunnel(
    method: 'peap' | 'ttls',
    version: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.2',
  ): Promise<Buffer> {
    await this.say(EAP_TYPE.identity, 'anonymous')
    const type = EAP_TYPE[method]
    if (this.asked.type !== type) await this.say(EAP_TYPE.nak, Buffer.of(type))
    const wire = new Wire()
    const ca = readFileSync(AUTHORITY)
    const range = { minVersion: version, maxVersion: version }
    const socket = connect({ socket: wire, ca, servername: 'radius.test', ...range })
    socket.on('data', (plain: Buffer) => this.#plain.push(plain))
    socket.on('error', () => undefined) // a tunnel that the server closes is no failure of the test
    this.#tls = { socket, wire }
    let isSecure = false
    socket.once('secureConnect', () => {
      isSecure = true
    })
    await pause()
    while (!isSecure) {
      await this.sayTls(wire.takeOutput())
      await pause()
    }
    // TLS 1.3 ends with our words, TLS 1.2 with the server's.
    if (version === 'TLSv1.3' || method === 'peap') await this.sayTls(wire.takeOutput())
    return this.#takePlain()
  }

  /** Says something inside of the tunnel and returns what the server said inside of it. */
  async sayInside(plain: Buffer): Promise<Buffer> {
    assert.ok(this.#tls, 'the tunnel is open')
    this.#tls.socket.write(plain)
    await pause()
    await this.sayTls(this.#tls.wire.takeOutput())
    return this.#takePlain()
  }

  /** Octets for whatever the tunnel's ends agreed on, as the server should have them. */
  exportKey(length: number, label: string, context?: Buffer): Buffer {
    assert.ok(this.#tls, 'the tunnel is open')
    // No context is another than an empty one; the types of node:tls know only the latter.
    return this.#tls.socket.exportKeyingMaterial(length, label, context ?? (undefined as never))
  }

  /** Sends a TLS message in fragments as long as EAP allows, and takes the answer in, fragment by fragment. */
  async sayTls(message: Buffer): Promise<void> {
    const { type } = this.asked
    for (const body of splitTlsMessage(message, this.framedMtu ?? 1020)) await this.say(type, body)
    const collector = new FragmentCollector(MESSAGE_BYTES_MAX)
    while (this.answer?.kind === 'challenge') {
      const collected = collector.add(this.asked.body)
      assert.notEqual(collected.kind, 'refused')
      if (collected.kind === 'whole') {
        if (collected.message.length > 0) this.#tls?.wire.push(collected.message)
        break
      }
      await this.say(type, Buffer.of(0))
    }
    await pause()
  }

  /** Frees the peer's end of the tunnel. */
  end(): void {
    this.#tls?.socket.destroy()
    this.#tls?.wire.destroy()
  }

  #takePlain(): Buffer {
    return Buffer.concat(this.#plain.splice(0))
  }
}

/** TLS is busy on the event loop alone, and never longer. */
async function pause(): Promise<void> {
  for (let count = 0; count < TURNS; count++) await turn()
}
