import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLineFaults, type LineFormat, lineFormat, prepareLineFormat } from './line-format.ts'
import { fromHex, readTypedId, showId } from './sub-option.ts'

const USUAL = lineFormat.parse({ circuit: '@vlan-module-port', remote: '@mac' })
/** Reads ids as people type them: a text, or 0x and digits. */
const read = (format: Partial<LineFormat>, circuit: string, remote: string) =>
  prepareLineFormat({ ...USUAL, ...format })({
    circuitId: readTypedId(circuit),
    remoteId: readTypedId(remote),
  })
const faults = (format: Partial<LineFormat>) =>
  findLineFaults({ ...USUAL, ...format }).map(({ rule, field }) => `${field} ${rule}`)

/** The same numbers at every run. */
function dice(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

test('the binary form of switches tells VLAN, module and port, with and without its header', () => {
  const line = { device: '001122aabbcc', port: '7', vlan: 100, onu: '' }
  const remote = '0x0006001122aabbcc'
  assert.deepEqual(read({}, '0x000400640007', remote), line)
  assert.deepEqual(read({}, '0x00640007', '0x001122aabbcc'), line, 'without headers')
  assert.deepEqual(read({}, '000400640007', '00:11:22:aa:bb:cc'), line, 'as digits')
  const digits = new TextEncoder().encode('0x000400640007')
  const reader = prepareLineFormat(USUAL)
  const told = reader({ circuitId: digits, remoteId: fromHex('0006001122aabbcc') })
  assert.deepEqual(told, line, 'as a text that begins with 0x')
  const portName = 'Gi{module}/{port}'
  assert.equal(read({ portName }, '0x000400640207', remote)?.port, 'Gi2/7')
  assert.equal(read({ portOffset: -1 }, '0x000400640007', remote)?.port, '6')
  assert.equal(read({}, '0x000400000007', remote)?.vlan, null, 'VLAN 0 is none')
  assert.equal(read({}, '0x0004ffff0007', remote), undefined, 'no VLAN has such a number')
  assert.equal(read({}, '0x000500640007', remote), undefined)
  assert.equal(read({}, '0x000400640007', '0x0006001122'), undefined)
})

test('texts of makers are read by their notation', () => {
  const huawei = { circuit: '{device} eth 0/{module}/{port}:{vlan}', remote: '' }
  assert.deepEqual(
    read({ ...huawei, deviceBy: 'name', portName: '{module}/{port}' }, 'SW-12 ETH 0/1/7:310', ''),
    { device: 'SW-12', port: '1/7', vlan: 310, onu: '' },
  )
  const pon = { circuit: '{*} xpon 0/{module}/{port}:{vlan}.{*} {onu}', remote: '{device}' }
  assert.deepEqual(
    read(
      { ...pon, deviceBy: 'relay-id', portName: '{module}/{port}' },
      'MA5800 xpon 0/1/3:1200.12 48575443-1A2B3C4D',
      'olt-north',
    ),
    { device: 'olt-north', port: '1/3', vlan: 1200, onu: '48575443-1A2B3C4D' },
  )
  const byMac = { circuit: '{device}:{port}', remote: '' }
  assert.deepEqual(
    read(byMac, '00:11:22:aa:bb:cc:24', '')?.port,
    '24',
    'the colons of a MAC address end nothing',
  )
  const byAddress = { circuit: '{port}', remote: '{device}', deviceBy: 'address' as const }
  assert.equal(read(byAddress, 'ge-0/0/7', '10.0.0.2')?.device, '10.0.0.2')
  assert.equal(read(byAddress, 'ge-0/0/7', 'switch'), undefined)
  const named = { circuit: 'eth{port}', remote: '{device}', deviceBy: 'name' as const }
  assert.equal(read(named, '0x010465746837', '0x0105535732207a')?.device, 'SW2 z', 'string headers')
  assert.equal(read(named, '0x65746837', '0x53573200')?.device, 'SW2', 'a zero at the end')
  const words = { ...named, deviceBy: 'relay-id' as const }
  assert.equal(read(words, 'eth7', '0x80ff01')?.device, '80ff01', 'what is no text, by its digits')
})

test('what was made by a notation is read as what it was made from', () => {
  const roll = dice(7)
  const pick = (alphabet: string, least: number, most: number) =>
    Array.from(
      { length: least + roll(most - least + 1) },
      () => alphabet[roll(alphabet.length)],
    ).join('')
  const letters = 'abcdefghijkmnopqrstuvwyz'
  for (let round = 0; round < 3000; round += 1) {
    const values = {
      device: pick(`${letters}.-_`, 1, 20),
      port: pick('0123456789', 1, 3),
      module: pick('0123456789', 1, 3),
      vlan: String(1 + roll(4094)),
      onu: pick('0123456789ABCDEF', 4, 16),
    }
    const order = (['device', 'port', 'module', 'vlan', 'onu'] as const)
      .map((word) => ({ word, at: roll(1000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ word }) => word)
    const between = [' ', ' x', '/', ': ', ' | ', '#'][roll(6)] ?? ' '
    const circuit = order.map((word) => `{${word}}`).join(between)
    const format = { circuit, remote: '', deviceBy: 'name' as const, portName: '{module}/{port}' }
    assert.deepEqual(faults(format), [])
    const text = order.map((word) => values[word]).join(between)
    assert.deepEqual(
      read(format, text, ''),
      {
        device: values.device,
        port: `${values.module}/${values.port}`,
        vlan: Number(values.vlan),
        onu: values.onu,
      },
      `${circuit} of ${text}`,
    )
  }
})

test('whatever octets come, reading ends soon and throws nothing', () => {
  const roll = dice(11)
  const formats: LineFormat[] = [
    USUAL,
    { ...USUAL, circuit: '{*}a{*}a{*}a{port}a{*}a{vlan}', remote: '{device}' },
    { ...USUAL, circuit: '{device}:{port}', remote: '', deviceBy: 'name' },
    { ...USUAL, circuit: '{unknown', remote: '@what' },
  ]
  const readers = formats.map(prepareLineFormat)
  for (let round = 0; round < 3000; round += 1) {
    const bytes = (length: number) => Uint8Array.from({ length }, () => roll(256))
    for (const reader of readers) {
      reader({ circuitId: bytes(roll(256)), remoteId: bytes(roll(40)) })
    }
  }
  const many = new TextEncoder().encode('a'.repeat(255))
  const began = performance.now()
  for (const reader of readers) reader({ circuitId: many, remoteId: many })
  assert.ok(performance.now() - began < 500)
})

test('a format that names no line is refused with the field', () => {
  assert.deepEqual(faults({}), [])
  assert.deepEqual(faults({ remote: '' }), ['remote line-no-device'])
  assert.deepEqual(faults({ circuit: '' }), ['circuit line-no-port'])
  assert.deepEqual(faults({ circuit: '@else' }), ['circuit line-unknown-form'])
  assert.deepEqual(faults({ circuit: '{prot}' }), ['circuit line-unknown-word'])
  assert.deepEqual(faults({ circuit: '{port}{vlan}' }), ['circuit line-words-touch'])
  assert.deepEqual(faults({ circuit: '{device} {port}' }), ['remote line-word-twice'])
  assert.deepEqual(faults({ deviceBy: 'name' }), ['remote line-mac-not-compared'])
  assert.deepEqual(faults({ portName: 'Gi' }), ['portName line-port-name'])
  assert.deepEqual(faults({ portName: '{vlan}{port}' }), ['portName line-port-name'])
  const noModule = { circuit: '{port}', portName: '{module}/{port}' }
  assert.deepEqual(faults(noModule), ['portName line-module-missing'])
  assert.deepEqual(faults({ circuit: '{onu}', portName: '' }), [], 'an ONU needs no port')
  assert.equal(lineFormat.safeParse({ circuit: 'x'.repeat(300) }).success, false)
})

test('ids are shown as people can read them', () => {
  assert.equal(showId(readTypedId('eth 0/1')), 'eth 0/1')
  assert.equal(showId(fromHex('000400640007')), '0x000400640007')
  assert.equal(showId(new Uint8Array()), '')
})
