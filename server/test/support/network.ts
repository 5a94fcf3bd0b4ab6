import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRequest,
  type Packet,
  type PacketWriter,
  VALUE,
} from '@altyn/radius'
import { type Caller, startHouse } from './api.ts'

export const NAS_SECRET = 'nas-secret-word'
const SECRET = Buffer.from(NAS_SECRET)

type SignIn = { login: string; password: string; station?: string }

/** A provider with one access server and Ivanova with money; `set` changes the settings of the agent. */
export async function furnishNetwork(t: TestContext, prepare?: (dataFolder: string) => void) {
  const house = await startHouse(t, prepare)
  const admin = await house.administrator()
  const made = maker(admin)
  const { contractId, accountId } = await settle(made)
  const agent = async () => {
    const { body } = await admin('GET', '/api/network/agents')
    return (body.items as { id: number; version: number; radius: object }[])[0]
  }
  const change = async (method: string, path: string, body: unknown) =>
    admin(method, path, body, { 'if-match': String((await agent())?.version) })
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  const send = async (port: number, request: PacketWriter): Promise<Packet> => {
    const result = await client.send({ host: '127.0.0.1', port, request })
    assert.ok(result.kind === 'reply', JSON.stringify(result))
    return result.packet
  }
  return {
    house,
    admin,
    contractId,
    accountId,
    /** Leaves Ivanova without money: a one-off service that she cannot pay. */
    async chargeALot() {
      const serviceId = await made('/api/catalogue/services', {
        name: 'Настройка',
        kind: 'one-off',
        price: '5000',
        from: '2020-01-01',
      })
      const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()
      const order = { serviceId, from: today }
      const key = { 'idempotency-key': 'one-service-that-ivanova-cannot-pay' }
      const path = `/api/accounts/${accountId}/services`
      assert.equal((await admin('POST', path, order, key)).status, 200)
    },
    /** Signs in as a router with a password does. */
    signIn({ login, password, station = 'AA-BB-CC-00-00-01' }: SignIn) {
      const options = { secret: SECRET, messageAuthenticator: true }
      const request = createRequest(CODE['Access-Request'], options)
      request.addString(ATTRIBUTE['User-Name'], login)
      request.addString(ATTRIBUTE['User-Password'], password)
      request.addString(ATTRIBUTE['Calling-Station-Id'], station)
      request.addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
      return send(house.authPort, request)
    },
    /** Accounting of one session, Ivanova's unless said otherwise. */
    account(
      status: number,
      more: (request: PacketWriter) => void = () => undefined,
      { session = 'session-1', login = 'ivanova' } = {},
    ) {
      const request = createRequest(CODE['Accounting-Request'], { secret: SECRET })
      request.addInteger(ATTRIBUTE['Acct-Status-Type'], status)
      request.addString(ATTRIBUTE['Acct-Session-Id'], session)
      request.addString(ATTRIBUTE['User-Name'], login)
      more(request)
      return send(house.acctPort, request)
    },
    putCertificate: (body: object) => change('PUT', '/api/network/agents/1/certificate', body),
    set: async (settings: object) =>
      change('PATCH', '/api/network/agents/1', {
        radius: { ...(await agent())?.radius, ...settings },
      }),
  }
}

type Make = (path: string, body: unknown) => Promise<number>

function maker(admin: Caller): Make {
  return async (path, body) => {
    const answer = await admin('POST', path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return Number(answer.body.id)
  }
}

/** A tariff without a fee, a server, a pool, and Ivanova on them. */
async function settle(made: Make): Promise<{ contractId: number; accountId: number }> {
  const tariffId = await made('/api/catalogue/tariffs', {
    name: 'Wi-Fi',
    from: '2020-01-01',
    fee: '0',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
    speedDownKbps: 100_000,
    speedUpKbps: 50_000,
  })
  await made('/api/network/nas', {
    agentId: 1,
    name: 'Controller',
    address: '127.0.0.1',
    secret: NAS_SECRET,
    dialect: 'accel-ppp',
  })
  await made('/api/network/segments', { agentId: 1, name: 'Pool', network: '10.9.0.0/29' })
  const person = { kind: 'person', surname: 'Иванова', givenName: 'Анна' }
  const subscriberId = await made('/api/subscribers', person)
  const contract = { subscriberId, signedOn: '2026-04-01', paymentMethod: 'advance' }
  const contractId = await made('/api/subscribers/contracts', contract)
  const account = { contractId, agentId: 1, tariffId, login: 'ivanova', password: 'secret123' }
  const accountId = await made('/api/accounts', account)
  return { contractId, accountId }
}
