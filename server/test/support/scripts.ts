import assert from 'node:assert/strict'
import type { Answer, Caller } from './api.ts'
import { eventually } from './api.ts'
import { done, ports, portsOf, post, type Row } from './devices.ts'

/** A run with what was sent and answered. */
export type Run = Row & {
  state: string
  cause: string
  failure: string | null
  failureDetails: Record<string, unknown>
  log: { kind: string; text: string }[]
}

// Times five seconds.
const PATIENCE = 8
const ENDED = ['done', 'failed', 'interrupted', 'cancelled']

/** Writes a script of commands for SSH, Telnet or HTTP. */
export function writeScript(call: Caller, form: object): Promise<Row> {
  const usual = { name: `Скрипт ${Math.random()}`, transport: 'telnet', body: 'show clock' }
  return done(call('POST', '/api/network/scripts', { ...usual, ...form }))
}

/** A switch with ports that is entered by a login of its own. */
export async function addSwitch(
  call: Caller,
  form: { name?: string; address?: string; portNames?: string[]; login?: object },
): Promise<{ deviceId: number; portIds: Map<string, number>; login: Row }> {
  const { name = 'Мира 5', address = '127.0.0.1', portNames = ['1', '2'] } = form
  const device = await done(
    post(call, '/api/network/devices', { kind: 'switch', name, address, ports: ports(portNames) }),
  )
  const login = await done(
    call('POST', '/api/network/device-logins', {
      name: `Вход ${name}`,
      login: 'engineer',
      password: 'login-secret',
      enablePassword: 'enable-secret',
      deviceIds: [device.id],
      ...form.login,
    }),
  )
  const found = await portsOf(call, device.id)
  const portIds = new Map([...found].map(([port, row]) => [port, row.id]))
  return { deviceId: device.id, portIds, login }
}

/** Asks for a run by hand. */
export function ask(call: Caller, scriptId: number, place: object): Promise<Answer> {
  return post(call, `/api/network/scripts/${scriptId}/run`, place)
}

/** Asks for a run by hand and waits for its end. */
export async function runToEnd(call: Caller, scriptId: number, place: object): Promise<Run> {
  const { id } = await done(ask(call, scriptId, place))
  return endOf(call, id)
}

/** A run once it has ended. */
export async function endOf(call: Caller, id: unknown): Promise<Run> {
  const read = async () => (await done(call('GET', `/api/network/script-runs/${id}`))) as Run
  const run = await patiently(read, ({ state }) => ENDED.includes(state))
  assert.ok(ENDED.includes(run.state), JSON.stringify(run))
  return run
}

/** Asks until the answer satisfies: between news and its commands stand several processes. */
export async function patiently<Value>(
  ask: () => Promise<Value>,
  isRight: (value: Value) => boolean,
): Promise<Value> {
  let value = await eventually(ask, isRight)
  for (let i = 0; i < PATIENCE && !isRight(value); i += 1) value = await eventually(ask, isRight)
  return value
}

/** Runs as the list shows them, the oldest first. */
export async function listRuns(call: Caller, query = ''): Promise<Run[]> {
  const { items } = await done(call('GET', `/api/network/script-runs?limit=200${query}`))
  return (items as Run[]).toReversed()
}

/** What was said in a run: `> sent`, `< answered`. */
export function said({ log }: Run): string[] {
  const signs: Record<string, string> = { sent: '>', answered: '<', note: '!' }
  return log.map(({ kind, text }) => `${signs[kind]} ${text}`)
}
