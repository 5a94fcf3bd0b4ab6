import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loginOf, needsCertificate, toMac, USUAL_RADIUS } from './radius-settings.ts'

test('a realm is part of the login until the agent is told to strip it', () => {
  const stripping = { ...USUAL_RADIUS, stripsRealm: true }
  for (const [userName, plain] of [
    ['ivanova', 'ivanova'],
    ['ivanova@provider.ru', 'ivanova'],
    ['PROVIDER\\ivanova', 'ivanova'],
    ['PROVIDER\\ivanova@provider.ru', 'ivanova'],
  ] as const) {
    assert.equal(loginOf(userName, USUAL_RADIUS), userName)
    assert.equal(loginOf(userName, stripping), plain)
  }
})

test('a MAC address is known in every spelling that access servers use', () => {
  for (const text of [
    'AA-BB-CC-00-11-22',
    'aa:bb:cc:00:11:22',
    'aabb.cc00.1122',
    'AABBCC001122',
    'aabbcc-001122'.replace('-', ''),
  ]) {
    assert.equal(toMac(text), 'aa:bb:cc:00:11:22', text)
  }
  for (const text of [
    '',
    'ivanova',
    'aa:bb:cc:00:11',
    'aa:bb:cc:00:11:22:33',
    'gg:bb:cc:00:11:22',
  ]) {
    assert.equal(toMac(text), undefined, text)
  }
})

test('only methods inside of TLS need a certificate', () => {
  assert.equal(needsCertificate({ eapMethods: [] }), false)
  assert.equal(needsCertificate({ eapMethods: ['md5'] }), false)
  assert.equal(needsCertificate({ eapMethods: ['md5', 'peap'] }), true)
})
