import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PortFacts, portState } from './port-state.ts'

const FREE: PortFacts = {
  isEnabled: true,
  isShared: false,
  childrenCount: 0,
  onusCount: 0,
  accountStates: [],
}

test('a port is free until somebody is on it, and then as the account is', () => {
  assert.equal(portState(FREE), 'free')
  assert.equal(portState({ ...FREE, accountStates: ['active'] }), 'active')
  assert.equal(portState({ ...FREE, accountStates: ['money'] }), 'blocked')
  assert.equal(portState({ ...FREE, accountStates: ['closed'] }), 'blocked')
})

test('what is switched off is off whoever is on it', () => {
  assert.equal(portState({ ...FREE, isEnabled: false, accountStates: ['active'] }), 'off')
  assert.equal(portState({ ...FREE, isEnabled: false, childrenCount: 1 }), 'off')
})

test('a link to another device and ONUs outweigh what stands on the port itself', () => {
  assert.equal(portState({ ...FREE, childrenCount: 1, isShared: true }), 'link')
  assert.equal(portState({ ...FREE, onusCount: 12, isShared: true }), 'onus')
  assert.equal(portState({ ...FREE, isShared: true, accountStates: ['active'] }), 'shared')
})
