import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  cancelClosing,
  closeContract,
  closeDueContracts,
  reopenContract,
} from '../../src/domains/accounts/closing/close-contract.ts'
import { getAccount } from '../../src/domains/accounts/index.ts'
import { handOverContract } from '../../src/domains/subscribers/holders/hand-over-contract.ts'
import { selectFormerHolders } from '../../src/domains/subscribers/holders/holders.store.ts'
import { getContract } from '../../src/domains/subscribers/index.ts'
import { openHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

async function open(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 1_000_00n)
  const { contractId } = anna
  const close = (from: string | null) =>
    house.deed((ctx) =>
      closeContract(ctx, { contractId, from: from === null ? null : day(from), reason: 'переезд' }),
    )
  const state = () => house.deed((ctx) => getAccount(ctx, anna.accountId)).then((a) => a.state)
  const closedOn = () =>
    house.deed((ctx) => getContract(ctx, contractId)).then((c) => c.closedOn?.toString() ?? null)
  return { house, anna, contractId, tariffId, close, state, closedOn }
}

test('a contract closes by itself on its day and gives back what is not used', async (t) => {
  const { house, contractId, close, state, closedOn } = await open(t)
  assert.equal(await house.balance(contractId), 400_00n, 'April is charged in advance')
  await close('2026-04-21')
  await closeDueContracts(house.ground)
  assert.equal(await state(), 'active', 'planned only')
  await assert.rejects(close('2026-04-01'), /accounts.closing-past/)

  house.clock.set('2026-04-21T00:05:00+03:00')
  await closeDueContracts(house.ground)
  await house.work()
  assert.equal(await state(), 'closed')
  assert.equal(await closedOn(), '2026-04-20')
  assert.equal(await house.balance(contractId), 600_00n, '20 of 30 days')
  await house.audit()
})

test('a planned closing can be cancelled, and a closed contract opened again', async (t) => {
  const { house, contractId, tariffId, close, state, closedOn } = await open(t)
  await close('2026-04-21')
  await house.deed((ctx) => cancelClosing(ctx, contractId))
  house.clock.set('2026-04-25T00:05:00+03:00')
  await closeDueContracts(house.ground)
  assert.equal(await state(), 'active')
  await close(null)
  await house.work()
  assert.equal(await closedOn(), '2026-04-25', 'today is the last day')
  assert.equal(await house.balance(contractId), 500_00n, '25 of 30 days')
  await assert.rejects(close(null), /accounts.contract-closed/)
  await house.deed((ctx) => reopenContract(ctx, contractId))
  assert.equal(await closedOn(), null)
  assert.ok(tariffId)
  await house.audit()
})

test('a contract goes to another subscriber with its money, and who had it is kept', async (t) => {
  const { house, anna, contractId, tariffId } = await open(t)
  const boris = await house.connect({ login: 'petrov', tariffId })
  const handOver = (subscriberId: number) =>
    house.deed(async (ctx) => {
      const { version } = await getContract(ctx, contractId)
      await handOverContract(ctx, {
        id: contractId,
        version,
        subscriberId,
        reason: 'продажа квартиры',
      })
    })
  await assert.rejects(handOver(anna.subscriberId), /subscribers.same-holder/)
  await handOver(boris.subscriberId)
  const contract = await house.deed((ctx) => getContract(ctx, contractId))
  assert.equal(contract.subscriberId, boris.subscriberId)
  assert.equal(await house.balance(contractId), 400_00n)
  const [former] = await house.deed((ctx) => selectFormerHolders(ctx, contractId))
  assert.equal(former?.subscriberId, anna.subscriberId)
  await house.audit()
})
