import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fillJson,
  fillWords,
  findScriptFaults,
  parseCommands,
  parseRequests,
  requestText,
  type ScriptTransport,
} from './script-text.ts'

const faultsOf = (transport: ScriptTransport, text: string) =>
  findScriptFaults(transport, text).map(({ line, rule, word }) =>
    [line, rule, ...(word ? [word] : [])].join(' '),
  )

test('commands are lines, with what they are answered by and how long that may take', () => {
  const { steps, faults } = parseCommands(
    [
      '# the port of {nobody} goes down',
      'interface {port}',
      '',
      'reload',
      '@wait 120s (y/n)*',
      '@enter',
      '@wait 5s',
    ].join('\r\n'),
  )
  assert.deepEqual(faults, [])
  assert.deepEqual(steps, [
    { line: 2, send: 'interface {port}', awaits: '', seconds: null },
    { line: 4, send: 'reload', awaits: '(y/n)*', seconds: 120 },
    { line: 6, send: '', awaits: '', seconds: 5 },
  ])
})

test('what cannot be read is told with its line', () => {
  assert.deepEqual(faultsOf('ssh', ''), ['1 empty'])
  assert.deepEqual(faultsOf('ssh', '# nothing but a remark'), ['1 empty'])
  assert.deepEqual(faultsOf('ssh', 'show {prot}\nshow {__proto__}'), [
    '1 unknown-word prot',
    '2 unknown-word __proto__',
  ])
  assert.deepEqual(faultsOf('ssh', '@wait #\nshow\n@wait\n@wait 301s\n@wait 0s\n@sleep 5'), [
    '1 wait-without-step',
    '3 wrong-wait',
    '4 wrong-wait',
    '5 wrong-wait',
    '6 unknown-directive',
  ])
  assert.deepEqual(faultsOf('telnet', 'one\u0003two\nthree\u2028four'), [
    '1 control-character',
    '2 control-character',
  ])
  assert.deepEqual(faultsOf('ssh', `show ${'x'.repeat(1000)}`), ['1 too-long-line'])
  assert.deepEqual(faultsOf('ssh', 'show\n'.repeat(201)), ['1 too-many-steps'])
})

test('requests have a method, a path on the device itself, headers and a body that can be filled in', () => {
  const text = [
    'GET /login',
    '###',
    'POST /ports/{port}?vlan={vlan}',
    'Content-Type: application/json',
    '@status 204',
    '@wait 20s ok',
    '',
    '{"vlan": {vlan}, "text": "port {port}"}',
  ].join('\n')
  const { steps, faults } = parseRequests(text)
  assert.deepEqual(faults, [])
  assert.deepEqual(steps[0], {
    line: 1,
    method: 'GET',
    path: '/login',
    headers: [],
    status: '2xx',
    body: '',
    awaits: '',
    seconds: null,
  })
  assert.equal(steps[1]?.status, '204')
  assert.equal(steps[1]?.awaits, 'ok')
  assert.equal(steps[1]?.seconds, 20)
  assert.equal(
    steps[1] && requestText(steps[1]),
    'POST /ports/{port}?vlan={vlan}\nContent-Type: application/json\n\n{"vlan": {vlan}, "text": "port {port}"}',
  )
})

test('a request to another host, with a header of the connection or a wrong body is refused', () => {
  for (const first of [
    'GET http://other.host/',
    'GET //other.host/',
    'GET /a b',
    'GO /a',
    'GET /a\\b',
  ])
    assert.deepEqual(faultsOf('http', first), ['1 wrong-request'], first)
  assert.deepEqual(faultsOf('http', 'GET /a\nHost: other.host\nAuthorization: x\nNonsense'), [
    '2 wrong-header Host',
    '3 wrong-header Authorization',
    '4 wrong-header',
  ])
  assert.deepEqual(faultsOf('http', 'GET /a\n@status 99\n@enter'), [
    '2 wrong-status',
    '3 unknown-directive',
  ])
  const json = 'PUT /a\nContent-Type: application/json\n\n'
  assert.deepEqual(faultsOf('http', `${json}{"vlan": {vlan}`), ['4 wrong-body'])
  assert.deepEqual(faultsOf('http', 'PUT /a\n\nvlan={vlan}'), ['3 wrong-body'], 'of no kind')
  const form = 'PUT /a\nContent-Type: application/x-www-form-urlencoded\n\nvlan={vlan}'
  assert.deepEqual(faultsOf('http', form), [])
  assert.deepEqual(faultsOf('http', 'GET /{enablePassword}'), [
    '1 secret-in-request enablePassword',
  ])
})

test('whatever a value holds, it stays one value of JSON', () => {
  const sly = '1", "admin": true, "x": "{login}\\'
  const filled = fillJson(
    '{"a": "port {port}!", "b": {port}, "c": {vlan}, "d": {login}}',
    (word) => (word === 'vlan' ? '100' : word === 'login' ? '007' : sly),
  )
  assert.deepEqual(JSON.parse(filled), { a: `port ${sly}!`, b: sly, c: 100, d: '007' })
  assert.equal(
    fillWords('a {port} {other} {port}', () => '$&{port}'),
    'a $&{port} {other} $&{port}',
    'a value is not looked into again',
  )
})
