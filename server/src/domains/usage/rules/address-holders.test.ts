import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Claim, type ClaimKind, createAddressHolders } from './address-holders.ts'

const HOST = 0x64_40_00_09
const NOON = 1_795_946_400_000
const MINUTE = 60_000
const for_ever = Number.POSITIVE_INFINITY

const account = (accountId: number) => ({
  accountId,
  contractId: accountId,
  agentId: 2,
  blocks: [],
})
const claim = (kind: ClaimKind, id: string, fromMs: number, length = 32): Claim => ({
  kind,
  key: `${kind} ${id}`,
  prefix: { first: length === 32 ? HOST : HOST & 0xff_ff_ff_00, length },
  fromMs,
  untilMs: for_ever,
})

function open() {
  const holders = createAddressHolders()
  const at = (atMs: number) => holders.find(HOST, atMs)?.accountId
  return { holders, at }
}

test('an address is of its account from the moment it was given, not before', () => {
  const { holders, at } = open()
  holders.hold(account(1), [claim('fixed', 'a', NOON)], NOON)
  assert.equal(at(NOON - 1), undefined)
  assert.equal(at(NOON), 1)
})

test('an address that changed hands is of whoever had it at the moment, to the millisecond', () => {
  const { holders, at } = open()
  holders.hold(account(1), [claim('fixed', 'a', NOON)], NOON)
  const gone = holders.hold(account(1), [], NOON + 10 * MINUTE)
  assert.deepEqual(
    gone.map(({ key }) => key),
    ['fixed a'],
  )
  holders.end(1, 'fixed a', NOON + 9 * MINUTE)
  holders.hold(account(2), [claim('fixed', 'b', NOON + 9 * MINUTE)], NOON + 10 * MINUTE)
  assert.equal(at(NOON + 9 * MINUTE - 1), 1)
  assert.equal(at(NOON + 9 * MINUTE), 2)
})

test('a pool address that was taken over is of the new holder from then on, before the old one is read again', () => {
  const { holders, at } = open()
  holders.hold(account(1), [claim('lease', 'x', NOON)], NOON)
  holders.hold(account(2), [claim('lease', 'x', NOON + MINUTE)], NOON + 2 * MINUTE)
  assert.equal(at(NOON + MINUTE - 1), 1)
  assert.equal(at(NOON + MINUTE), 2)
  assert.deepEqual(holders.release(1, NOON + 3 * MINUTE), [], 'it has ended already')
  assert.equal(at(NOON + 2 * MINUTE), 2)
})

test('a live session tells more than a fixed address, that more than a lease, and a host more than its network', () => {
  const { holders, at } = open()
  holders.hold(account(1), [claim('fixed', 'net', NOON, 24)], NOON)
  assert.equal(at(NOON), 1)
  holders.hold(account(2), [claim('lease', 'x', NOON)], NOON)
  assert.equal(at(NOON), 2)
  holders.hold(account(3), [claim('fixed', 'y', NOON)], NOON)
  assert.equal(at(NOON), 3)
  holders.hold(account(4), [claim('session', 'z', NOON)], NOON)
  assert.equal(at(NOON), 4)
  holders.release(4, NOON + MINUTE)
  assert.equal(at(NOON + MINUTE), 3, 'the session is over')
})

test('who had an address is forgotten after two hours, and what is read again changes nothing', () => {
  const { holders, at } = open()
  const own = [claim('fixed', 'a', NOON)]
  holders.hold(account(1), own, NOON)
  assert.deepEqual(holders.hold(account(1), own, NOON + MINUTE), [])
  holders.release(1, NOON + 2 * MINUTE)
  holders.release(1, NOON + 100 * MINUTE)
  assert.equal(at(NOON + MINUTE), 1)
  holders.release(1, NOON + 123 * MINUTE)
  assert.equal(at(NOON + MINUTE), undefined)
  assert.equal(holders.size(), 0)
})

test('a block or another contract is known of all addresses of the account at once', () => {
  const { holders } = open()
  holders.hold(account(1), [claim('fixed', 'a', NOON)], NOON)
  const blocks = [{ fromMs: NOON, untilMs: for_ever }]
  holders.hold({ ...account(1), contractId: 7, blocks }, [claim('fixed', 'a', NOON)], NOON + 1)
  assert.deepEqual(holders.find(HOST, NOON), { ...account(1), contractId: 7, blocks })
})
