import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedWords, type Line, type LinePlace, leadsTo, placeWords } from './line-words.ts'

const PORT: LinePlace = {
  deviceId: 1,
  portId: 7,
  onuId: null,
  deviceName: 'SW-12',
  portName: '7',
  onuSerial: '',
  vlans: [],
}
const fromPort: Line = { ...PORT, vlan: null }

test('an account is expected from its port', () => {
  assert.equal(leadsTo(fromPort, PORT), true)
  assert.equal(leadsTo({ ...fromPort, portId: 5 }, PORT), false)
  assert.equal(placeWords({ ...PORT, portName: '5' }), 'SW-12 · 5')
  assert.equal(expectedWords(PORT, { ...fromPort, portId: 5 }), 'SW-12 · 7')
})

test('a VLAN is asked for only where it was entered and is told', () => {
  const place = { ...PORT, vlans: [100, 101] }
  assert.equal(leadsTo({ ...fromPort, vlan: 200 }, PORT), true)
  assert.equal(leadsTo({ ...fromPort, vlan: 101 }, place), true)
  assert.equal(leadsTo(fromPort, place), true)
  assert.equal(leadsTo({ ...fromPort, vlan: 200 }, place), false)
  assert.equal(expectedWords(place, { ...fromPort, vlan: 200 }), 'SW-12 · 7 · VLAN 100')
})

test('behind a PON port the ONU is asked for where it is told', () => {
  const place = { ...PORT, onuId: 3, onuSerial: 'HWTC1A2B3C4D' }
  assert.equal(leadsTo({ ...fromPort, onuId: 3 }, place), true)
  assert.equal(leadsTo({ ...fromPort, onuId: 4 }, place), false)
  assert.equal(leadsTo(fromPort, place), true)
  assert.equal(placeWords(place, 100), 'SW-12 · 7 · HWTC1A2B3C4D · VLAN 100')
})
