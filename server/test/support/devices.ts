import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Answer, Caller } from './api.ts'

const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()
export type Row = Record<string, unknown> & { id: number; version: number }
export type Port = Row & { name: string; state: string; bindings: Row[] }

/** Each request has a key of its own. */
export async function post(call: Caller, path: string, body: object): Promise<Answer> {
  return call('POST', path, body, { 'idempotency-key': randomUUID() })
}

/** The answer of a deed that has to succeed. */
export async function done(answer: Promise<Answer>): Promise<Row> {
  const { status, body } = await answer
  assert.equal(status, 200, JSON.stringify(body))
  return body as Row
}

/** A refusal as it is told: its code, its facts and the field it points at. */
export async function refused(answer: Promise<Answer>): Promise<unknown[]> {
  const { body } = await answer
  const [first] = body.fields as { field: string }[]
  return [body.code, body.details, first?.field]
}

/** An account for each login, all of one tariff, each of a subscriber of its own. */
export async function openAccounts(call: Caller, logins: readonly string[]): Promise<number[]> {
  const tariff = {
    name: 'Интернет',
    from: '2020-01-01',
    fee: '0',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'none',
    speedDownKbps: 0,
    speedUpKbps: 0,
  }
  const { id: tariffId } = await done(call('POST', '/api/catalogue/tariffs', tariff))
  const ids: number[] = []
  for (const login of logins) {
    const name = { kind: 'person', surname: 'Иванова', givenName: login }
    const { id: subscriberId } = await done(post(call, '/api/subscribers', name))
    const terms = { subscriberId, signedOn: today, paymentMethod: 'advance' }
    const { id: contractId } = await done(post(call, '/api/subscribers/contracts', terms))
    const form = { contractId, agentId: 1, tariffId, login, password: 'secret12' }
    ids.push((await done(post(call, '/api/accounts', form))).id)
  }
  return ids
}

/** Plain copper ports with these names. */
export const ports = (names: readonly string[]) =>
  names.map((name) => ({ name, medium: 'copper', speedMbps: 1000 }))
/** The version that an edit is made from. */
export const edit = (row: Row) => ({ 'if-match': String(row.version) })

/** The ports of a device by their names. */
export async function portsOf(call: Caller, deviceId: number): Promise<Map<string, Port>> {
  const device = await done(call('GET', `/api/network/devices/${deviceId}`))
  return new Map((device.ports as Port[]).map((port) => [port.name, port]))
}
