import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NAS_DIALECTS } from '@altyn/contract/network'
import { encodeAttribute } from '@altyn/radius'
import { dialectOf } from './dialect-of.ts'

const speed = { downKbps: 100_000, upKbps: 50_000 }

test('each family hears the speed in its own words', () => {
  assert.deepEqual(dialectOf('mikrotik').speedAttributes(speed), [
    ['Mikrotik-Rate-Limit', '50000k/100000k'],
  ])
  assert.deepEqual(dialectOf('accel-ppp').speedAttributes(speed), [['Filter-Id', '100000/50000']])
  assert.deepEqual(dialectOf('standard').speedAttributes(speed), [
    ['WISPr-Bandwidth-Max-Down', '100000000'],
    ['WISPr-Bandwidth-Max-Up', '50000000'],
  ])
  assert.deepEqual(dialectOf('juniper').speedAttributes(speed), [
    ['ERX-Ingress-Policy-Name', 'in-50000k'],
    ['ERX-Egress-Policy-Name', 'out-100000k'],
  ])
  assert.deepEqual(dialectOf('huawei').speedAttributes(speed), [
    ['Huawei-Input-Average-Rate', '50000000'],
    ['Huawei-Input-Peak-Rate', '50000000'],
    ['Huawei-Output-Average-Rate', '100000000'],
    ['Huawei-Output-Peak-Rate', '100000000'],
  ])
  const cisco = dialectOf('cisco').speedAttributes(speed)
  assert.match(cisco[0]?.[1] ?? '', /rate-limit input 50000000 6250000 12500000 conform-action/)
  assert.match(cisco[1]?.[1] ?? '', /rate-limit output 100000000/)
})

test('an unlimited tariff sends no limit', () => {
  for (const name of NAS_DIALECTS)
    assert.deepEqual(dialectOf(name).speedAttributes({ downKbps: 0, upKbps: 0 }), [])
})

/** A packet of accounting by what it says, as a dialect reads it. */
function markOf(name: 'cisco' | 'juniper' | 'huawei', said: Record<string, string[]>) {
  return dialectOf(name).services?.readMark((attribute) => said[attribute] ?? [])
}

test('every family that has services of a session is told them in attributes that can be written', () => {
  for (const name of NAS_DIALECTS) {
    const { services } = dialectOf(name)
    if (!services) continue
    const pairs = [
      ...services.atSignIn(['INET', 'TV'], 300),
      ...services.activate('INET', 300),
      ...services.deactivate('INET'),
    ]
    assert.ok(pairs.length >= 4)
    for (const [attribute, value] of pairs) assert.ok(encodeAttribute(attribute, value).length > 6)
  }
})

test('services of Juniper have a tag each, and are counted by volume as often as Junos can', () => {
  const words = dialectOf('juniper').services
  assert.deepEqual(words?.atSignIn(['inet(50m)', 'tv'], 300), [
    ['ERX-Service-Activate:1', 'inet(50m)'],
    ['ERX-Service-Statistics:1', 'time-volume'],
    ['ERX-Service-Acct-Interval:1', '600'],
    ['ERX-Service-Activate:2', 'tv'],
    ['ERX-Service-Statistics:2', 'time-volume'],
    ['ERX-Service-Acct-Interval:2', '600'],
  ])
  assert.deepEqual(words?.deactivate('inet(50m)'), [['ERX-Service-Deactivate', 'inet(50m)']])
})

test('accounting of a service names it and its session in the words of each family', () => {
  const mark = { name: 'INET', parentSessionId: '0000001A' }
  assert.deepEqual(
    markOf('cisco', {
      'Acct-Session-Id': ['0000001B'],
      'Cisco-Service-Info': ['NINET'],
      'Cisco-AVPair': ['portbundle=enable', 'parent-session-id=0000001A'],
    }),
    mark,
  )
  assert.deepEqual(
    markOf('juniper', {
      'Acct-Session-Id': ['erx ge-1/0/0.1:100-200:0003:7'],
      'ERX-Service-Session': ['inet(50m,100m)'],
    }),
    { name: 'inet(50m,100m)', parentSessionId: 'erx ge-1/0/0.1:100-200:0003' },
  )
  const huawei = { 'Acct-Session-Id': ['0000001B'], 'Acct-Multi-Session-Id': ['0000001A'] }
  assert.deepEqual(markOf('huawei', { ...huawei, 'Huawei-Service-Info': ['NINET'] }), mark)
  assert.deepEqual(markOf('huawei', { ...huawei, 'Huawei-Policy-Name': ['INET'] }), mark)
})

test('accounting of a session itself is of no service, whatever else it says', () => {
  assert.equal(markOf('cisco', { 'Cisco-AVPair': ['parent-session-id=0000001A'] }), undefined)
  assert.equal(markOf('cisco', { 'Cisco-Service-Info': ['NINET'] }), undefined)
  assert.equal(markOf('juniper', { 'Acct-Session-Id': ['erx ge-1/0/0.1:0003'] }), undefined)
  const own = { 'Acct-Session-Id': ['1A'], 'Acct-Multi-Session-Id': ['1A'] }
  assert.equal(markOf('huawei', { ...own, 'Huawei-Policy-Name': ['INET'] }), undefined)
})
