import { openAccount } from '../../src/domains/accounts/index.ts'
import { giveNumber } from '../../src/domains/accounts/numbers/give-number.ts'
import { createTariff, PLAIN_TERMS, type UsageTerms } from '../../src/domains/catalogue/index.ts'
import { checkStage } from '../../src/domains/catalogue/price-lists/check-stage.ts'
import { getPriceList } from '../../src/domains/catalogue/price-lists/find-price-list.ts'
import { createPriceList } from '../../src/domains/catalogue/price-lists/keep-price-lists.ts'
import { applyStage } from '../../src/domains/catalogue/price-lists/publish-prices.ts'
import { openStage, receivePart } from '../../src/domains/catalogue/price-lists/receive-file.ts'
import { createAgent } from '../../src/domains/network/index.ts'
import { takeCallFile } from '../../src/domains/usage/calls/take-file.ts'
import type { TestHouse } from './house.ts'

const COLUMNS = ['prefix', 'name', 'class', 'price', 'callPrice', 'band'] as const

/** A list of prices as a file would bring them; lines are `prefix;name;class;price;call price;band`. */
export async function publishPrices(
  house: TestHouse,
  { lines, from, id }: { lines: readonly string[]; from: string; id?: number },
): Promise<number> {
  const listId = id ?? (await house.deed((ctx) => createPriceList(ctx, { name: 'Телефония' }))).id
  const content = Buffer.from(`${lines.join('\n')}\n`)
  const stage = await house.deed(async (ctx) => {
    const file = { fileName: 'prices.csv', fileBytes: content.length }
    const { id: stageId } = await openStage(ctx, { id: listId, ...file })
    await receivePart(ctx, { id: listId, stageId, number: 0, content })
    const mapping = { columns: [...COLUMNS], hasHeadings: false, callClass: 'local' }
    return checkStage(ctx, { id: listId, stageId, mapping })
  })
  await house.work()
  await house.deed(async (ctx) => {
    const { version } = await getPriceList(ctx, listId)
    const day = Temporal.PlainDate.from(from)
    await applyStage(ctx, { id: listId, stageId: stage.id, version, from: day })
  })
  return listId
}

export type CallTerms = Extract<UsageTerms, { kind: 'calls' }>
const CALLS: Omit<CallTerms, 'priceListId'> = {
  kind: 'calls',
  included: 0,
  carriesOver: false,
  includedByDays: true,
  includedClasses: [],
  stepSeconds: 60,
  freeSeconds: 0,
  minimumSeconds: 0,
  callPrice: '0',
  incomingPrice: '0',
}

/** A telephone tariff: 200.00 a month in advance, and calls by a price list, by the minute. */
export async function callTariff(
  house: TestHouse,
  terms: Partial<CallTerms> & { priceListId: number },
  feeMinor = 200_00n,
): Promise<number> {
  const tariff = await house.deed((ctx) =>
    createTariff(ctx, {
      ...PLAIN_TERMS,
      name: `Телефон ${JSON.stringify(terms).length} ${feeMinor}`,
      family: 'telephony',
      serviceClass: 'telephony',
      from: Temporal.PlainDate.from('2026-01-01'),
      feeMinor,
      feePeriod: 'month',
      feeCharged: 'in-advance',
      blockPolicy: 'after-debt',
      speedDownKbps: 0,
      speedUpKbps: 0,
      usage: { ...CALLS, ...terms },
    }),
  )
  return tariff.id
}

/** An exchange whose files have the columns `time;from;to;seconds;id`. */
export async function openExchange(house: TestHouse): Promise<number> {
  const agent = await house.deed((ctx) =>
    createAgent(ctx, {
      name: 'АТС',
      kind: 'calls',
      call_format: JSON.stringify({
        columns: ['startedAt', 'from', 'to', 'seconds', 'uniqueId'],
        time: 'iso',
        replacements: [
          { prefix: '810', length: null, replaceWith: '' },
          { prefix: '8', length: 11, replaceWith: '7' },
          { prefix: '', length: 7, replaceWith: '7391' },
        ],
      }),
    }),
  )
  return agent.id
}

/** An account with a telephone number on a contract that is there. */
export async function connectPhone(
  house: TestHouse,
  form: { contractId: number; agentId: number; tariffId: number; number: string },
): Promise<number> {
  return house.deed(async (ctx) => {
    const { id } = await openAccount(ctx, {
      contractId: form.contractId,
      agentId: form.agentId,
      tariffId: form.tariffId,
      login: form.number,
      passwordSealed: house.box.seal('secret123'),
      sessionsMax: 1,
      addressSource: 'pool',
      address: '',
      interfaceId: '',
      note: '',
    })
    const from = ctx.now().toZonedDateTimeISO('Europe/Moscow').toPlainDate()
    await giveNumber(ctx, { accountId: id, first: form.number, last: '', from })
    return id
  })
}

/** The exchange hands over a file, and everything that follows is done. */
export async function handOver(
  house: TestHouse,
  { agentId, lines }: { agentId: number; lines: readonly string[] },
): Promise<number> {
  const content = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const file = await house.deed((ctx) => takeCallFile(ctx, { agentId, name: 'calls.csv', content }))
  await house.work()
  return file.id
}
