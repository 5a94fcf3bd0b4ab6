import { isIPv6 } from 'node:net'
import {
  bodyKindOf,
  type CommandStep,
  fillJson,
  fillWords,
  type RequestStep,
  SECRET_WORD,
} from '@altyn/contract/network/script-text'
import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import { type Account, findAccounts, findStations } from '../../accounts/index.ts'
import { selectBindings } from '../devices/bindings.store.ts'
import type { DeviceRow } from '../devices/devices.store.ts'
import { getDevice } from '../devices/keep-devices.ts'
import { findOnu } from '../devices/onus.store.ts'
import { findPort } from '../devices/ports.store.ts'
import { findBadValue, macTexts, type ScriptFacts } from '../rules/scripts/script-value.ts'
import { selectLeasedAddress } from '../segments/leases.store.ts'
import { needsPort, stepsOf, wordsOfScript } from './keep-scripts.ts'
import { findLoginOfDevice, type LoginRow } from './logins.store.ts'
import type { Target } from './runs.store.ts'
import type { ScriptRow } from './scripts.store.ts'

/** The speeds that accounts should have now, kbit/s; who decides that stands above the network. */
export type SpeedReader = (
  ctx: Context,
  accounts: readonly Pick<Account, 'id' | 'tariffId' | 'tariffSince'>[],
) => Promise<Map<number, { downKbps: number; upKbps: number }>>

/** What is about to be sent to whom; the secret stands in it as its word. */
export type PreparedRun = {
  script: ScriptRow
  device: DeviceRow & { address: string }
  login: LoginRow
  port: number
  accountLogin: string
} & ({ kind: 'commands'; steps: CommandStep[] } | { kind: 'requests'; steps: RequestStep[] })

/**
 * Everything that a run sends, with the values of its place filled in. Whatever stands in its way is
 * refused by name: a value that is missing or could be more than one word, a device without a login.
 */
export async function prepareRun(
  ctx: Context,
  { script, target, readSpeeds }: { script: ScriptRow; target: Target; readSpeeds: SpeedReader },
): Promise<PreparedRun> {
  const device = await getDevice(ctx, target.deviceId)
  const login = await findLoginOfDevice(ctx, device.id)
  const hindrance = findHindrance(script, { ...device, hasLogin: login !== undefined })
  if (hindrance) throw hindrance
  const { address } = device
  if (!login || address === null)
    throw new Refusal('network.no-device-login', { name: device.name })
  if (target.portId === null && needsPort(script)) {
    throw refuseField('network.script-needs-port', 'portId', { script: script.name })
  }
  const words = wordsOfScript(script)
  const [account] =
    target.accountId === null ? [] : await findAccounts(ctx, { ids: [target.accountId] })
  const facts = await readFacts(ctx, { device, target, account, words, readSpeeds })
  const bad = findBadValue(words, facts)
  if (bad) {
    const code = `network.script-value-${bad.kind}`
    throw refuseField(code, bad.word, { word: bad.word, value: facts[bad.word] ?? '' })
  }
  if (words.includes(SECRET_WORD) && login.enablePasswordSealed === null) {
    const facts = { word: SECRET_WORD, value: '' }
    throw refuseField('network.script-value-missing', SECRET_WORD, facts)
  }
  const common = {
    script,
    device: { ...device, address },
    login,
    accountLogin: account?.login ?? '',
  }
  const valueFor = (word: string) => (word === SECRET_WORD ? `{${word}}` : (facts[word] ?? ''))
  if (script.transport === 'http') {
    const steps = stepsOf.requests(script).map((step) => filledRequest(step, valueFor))
    return { ...common, kind: 'requests', port: login.httpPort, steps }
  }
  const port = script.transport === 'ssh' ? login.sshPort : login.telnetPort
  const steps = stepsOf.commands(script).map((step) => ({
    ...step,
    send: fillWords(step.send, valueFor),
    awaits: fillWords(step.awaits, valueFor),
  }))
  return { ...common, kind: 'commands', port, steps }
}

/** Where a prepared run connects to, as people write it. */
export function addressOf({ script, device, login, port }: PreparedRun): string {
  const scheme = script.transport === 'http' && login.isHttps ? 'https' : script.transport
  const host = isIPv6(device.address) ? `[${device.address}]` : device.address
  return `${scheme}://${host}:${port}`
}

/** Why a script cannot run on a device, whatever its values are. */
export function findHindrance(
  script: ScriptRow,
  device: Pick<DeviceRow, 'name' | 'archivedAt' | 'address' | 'templateId'> & { hasLogin: boolean },
): Refusal | undefined {
  const { name } = device
  if (script.archivedAt) return new Refusal('network.script-archived', { name: script.name })
  if (device.archivedAt) return new Refusal('network.device-archived', { name })
  if (device.address === null) return new Refusal('network.device-without-address', { name })
  if (script.templateIds.length > 0 && !script.templateIds.includes(device.templateId ?? 0)) {
    return new Refusal('network.script-of-other-model', { name, script: script.name })
  }
  return device.hasLogin ? undefined : new Refusal('network.no-device-login', { name })
}

/** The account that a place is of: whoever is there alone. */
export async function findAccountAt(
  ctx: Context,
  { portId, onuId }: Pick<Target, 'portId' | 'onuId'>,
): Promise<number | null> {
  if (portId === null) return null
  const bound = await selectBindings(ctx, { portIds: [portId], isCurrent: true })
  const here = bound.filter((row) => row.onuId === onuId)
  return here.length === 1 ? (here[0]?.accountId ?? null) : null
}

type Sources = {
  device: DeviceRow
  target: Target
  account: Account | undefined
  words: readonly string[]
  readSpeeds: SpeedReader
}

async function readFacts(ctx: Context, sources: Sources): Promise<ScriptFacts> {
  const { device, target, account } = sources
  const port = target.portId === null ? undefined : await findPort(ctx, target.portId)
  const onu = target.onuId === null ? undefined : await findOnu(ctx, target.onuId)
  return {
    deviceAddress: device.address ?? undefined,
    port: port?.name,
    vlan: port?.clientOuterVlan?.toString(),
    innerVlan: port?.clientInnerVlan?.toString(),
    guestVlan: port?.guestOuterVlan?.toString(),
    guestInnerVlan: port?.guestInnerVlan?.toString(),
    onu: onu?.serial,
    ...(account && (await readAccountFacts(ctx, account, sources))),
  }
}

/** What is not asked for is not read. */
async function readAccountFacts(
  ctx: Context,
  account: Account,
  { words, readSpeeds }: Sources,
): Promise<ScriptFacts> {
  const asks = (...names: string[]) => names.some((name) => words.includes(name))
  const speed = asks('downKbps', 'upKbps')
    ? (await readSpeeds(ctx, [account])).get(account.id)
    : undefined
  const address = asks('address')
    ? (account.address ?? (await selectLeasedAddress(ctx, account.id)))
    : undefined
  const stations = asks('mac', 'macDots', 'macDashes') ? await findStations(ctx, [account.id]) : []
  return {
    account: String(account.id),
    contract: String(account.contractId),
    login: account.login,
    address,
    ...macTexts(stations.find(({ until }) => until === null)?.mac),
    downKbps: speed?.downKbps.toString(),
    upKbps: speed?.upKbps.toString(),
  }
}

function filledRequest(step: RequestStep, valueFor: (word: string) => string): RequestStep {
  const encoded = (word: string) => encodeURIComponent(valueFor(word))
  const body =
    bodyKindOf(step) === 'json' ? fillJson(step.body, valueFor) : fillWords(step.body, encoded)
  return {
    ...step,
    path: fillWords(step.path, encoded),
    headers: step.headers.map(({ name, value }) => ({ name, value: fillWords(value, valueFor) })),
    body,
    awaits: fillWords(step.awaits, valueFor),
  }
}
