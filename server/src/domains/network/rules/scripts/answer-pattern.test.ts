import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endsAs, holds } from './answer-pattern.ts'

test('a pattern stands anywhere in a text, its parts in their order', () => {
  assert.ok(holds('sw1# conf t\n% Invalid input detected', '% invalid'))
  assert.ok(holds('Proceed with reload? [confirm]', 'reload*[confirm]'))
  assert.ok(!holds('[confirm] reload', 'reload*[confirm]'))
  assert.ok(!holds('all is well', '% Invalid'))
  assert.ok(
    holds('a.b', 'a.b') && !holds('axb', 'a.b'),
    'signs of regular expressions mean themselves',
  )
})

test('a prompt is how a line ends', () => {
  assert.ok(endsAs('sw1(config-if)# ', '(config*)#'))
  assert.ok(endsAs('sw1#', '#') && endsAs('<HUAWEI>', '<*>'))
  assert.ok(!endsAs('sw1# show', '#') && !endsAs('HUAWEI>', '<*>'))
})

test('no text and no pattern take long', () => {
  const text = 'a'.repeat(200_000)
  const started = performance.now()
  assert.ok(!holds(text, `${'*a'.repeat(40)}*b`))
  assert.ok(!endsAs(text, `${'a*'.repeat(40)}b`))
  assert.ok(performance.now() - started < 1000)
})
