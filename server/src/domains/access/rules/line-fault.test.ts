import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineFaultOf } from './line-fault.ts'

const place = {
  deviceId: 1,
  portId: 7,
  onuId: null,
  deviceName: 'SW-12',
  portName: '7',
  onuSerial: '',
  vlans: [],
}
const CHECKED = { checksLine: true, refusesUnreadLine: true }
const own = { line: { ...place, vlan: null }, isUncertain: false }
const other = { line: { ...place, portId: 5, vlan: null }, isUncertain: false }
const unread = { line: undefined, isUncertain: false }

test('an account that is bound comes from its own line only, where that is checked', () => {
  assert.equal(lineFaultOf(CHECKED, place, own), undefined)
  assert.equal(lineFaultOf(CHECKED, place, other), 'other-line')
  assert.equal(lineFaultOf(CHECKED, undefined, other), undefined, 'bound nowhere')
  assert.equal(lineFaultOf({ ...CHECKED, checksLine: false }, place, other), undefined)
})

test('a line that cannot be read is let in or refused as the agent says, and let in while nobody can be asked', () => {
  assert.equal(lineFaultOf(CHECKED, place, unread), 'line-unread')
  assert.equal(lineFaultOf({ ...CHECKED, refusesUnreadLine: false }, place, unread), undefined)
  assert.equal(lineFaultOf(CHECKED, place, { ...unread, isUncertain: true }), undefined)
})
