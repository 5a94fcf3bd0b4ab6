import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { done, type Row } from './devices.ts'
import { furnishNetwork } from './network.ts'

export const MAC = 'aa:bb:cc:00:00:01'
export type Given = Record<string, unknown>

/** A provider with a DHCP agent, two segments of it, and Petrov whose router is `MAC`. */
export async function furnishDhcp(t: TestContext) {
  const network = await furnishNetwork(t)
  const { admin, house, contractId } = network
  const agent = await done(
    admin('POST', '/api/network/agents', {
      kind: 'dhcp',
      name: 'DHCP',
      dhcp: { leaseSeconds: 1800, dns: ['10.20.0.1'] },
    }),
  )
  const issued = await admin('POST', `/api/network/agents/${agent.id}/dhcp-key`, undefined, {
    'if-match': String(agent.version),
  })
  assert.equal(issued.status, 200, JSON.stringify(issued.body))
  const key = String(issued.body.key)
  await done(
    admin('POST', '/api/network/segments', {
      agentId: agent.id,
      name: 'Дома',
      network: '10.20.0.0/29',
      gateway: '10.20.0.1',
    }),
  )
  const account = { contractId, agentId: agent.id, tariffId: 1, password: 'secret123' }
  const open = async (login: string, more: object = {}) =>
    (await done(admin('POST', '/api/accounts', { ...account, login, ...more }))).id
  const petrovId = await open('petrov')
  const bindMac = (accountId: number, mac: string) =>
    done(admin('POST', `/api/accounts/${accountId}/stations`, { mac }))
  await bindMac(petrovId, MAC)
  const dhcp = (path: string, body: object, shown = key) =>
    house.visitor()('POST', `/api/access/dhcp/${path}`, body, { authorization: `Bearer ${shown}` })
  const current = async () => {
    const { body } = await admin('GET', '/api/network/agents')
    const found = (body.items as (Row & { radius: object; dhcp: object })[]).find(
      ({ id }) => id === agent.id,
    )
    assert.ok(found)
    return found
  }
  return {
    ...network,
    key,
    agentId: agent.id,
    petrovId,
    open,
    bindMac,
    dhcp,
    select: async (body: object = {}): Promise<Given> =>
      done(dhcp('select', { mac: MAC, ...body })),
    tell: async (...news: object[]): Promise<Given> =>
      done(dhcp('leases', { news: news.map((one) => ({ mac: MAC, ...one })) })),
    async change(settings: { radius?: object; dhcp?: object }) {
      const { radius, dhcp: told, version } = await current()
      const body = {
        radius: { ...radius, ...settings.radius },
        dhcp: { ...told, ...settings.dhcp },
      }
      const path = `/api/network/agents/${agent.id}`
      return done(admin('PATCH', path, body, { 'if-match': String(version) }))
    },
  }
}
