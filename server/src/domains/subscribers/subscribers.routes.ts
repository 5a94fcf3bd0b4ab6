import {
  changeContractValues,
  changeSubscriberValues,
} from '@altyn/contract/settings/custom-fields'
import * as contract from '@altyn/contract/subscribers'
import { parseAmount } from '@altyn/money'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { fillInValues } from '../settings/index.ts'
import { type ContractRow, selectContracts, selectCreditLimits } from './contracts.store.ts'
import {
  archiveSubscriber,
  changeSubscriber,
  getSubscriber,
  registerSubscriber,
  type SubscriberForm,
} from './register-subscriber.ts'
import { changeContract, changeCreditLimit, getContract, signContract } from './sign-contract.ts'
import type { SubscriberRow } from './subscribers.store.ts'

export const subscribersRoutes = [
  answer(contract.registerSubscriber, async (ctx, { body }) =>
    toApiCard(ctx, await registerSubscriber(ctx, toForm(body))),
  ),
  answer(contract.readSubscriber, async (ctx, { params }) =>
    toApiCard(ctx, await getSubscriber(ctx, params.id)),
  ),
  answer(contract.changeSubscriber, async (ctx, { params, body, version }) =>
    toApiCard(ctx, await changeSubscriber(ctx, { id: params.id, version, form: toForm(body) })),
  ),
  answer(contract.archiveSubscriber, async (ctx, { params, body, version }) =>
    toApiCard(ctx, await archiveSubscriber(ctx, { id: params.id, version, ...body })),
  ),
  answer(changeSubscriberValues, async (ctx, { params, body }) => {
    await getSubscriber(ctx, params.id)
    await fillInValues(ctx, { ...body, owner: 'subscriber', ownerId: params.id })
    return { ok: true as const }
  }),
  answer(changeContractValues, async (ctx, { params, body }) => {
    await getContract(ctx, params.id)
    await fillInValues(ctx, { ...body, owner: 'contract', ownerId: params.id })
    return { ok: true as const }
  }),
  answer(contract.signContract, async (ctx, { body }) => {
    const { creditLimit, signedOn, ...form } = body
    const signed = await signContract(ctx, {
      ...form,
      signedOn: Temporal.PlainDate.from(signedOn),
      creditMinor: parseAmount(creditLimit),
    })
    return toApiContract(signed)
  }),
  answer(contract.readContract, async (ctx, { params }) =>
    toApiContract(await getContract(ctx, params.id)),
  ),
  answer(contract.changeContract, async (ctx, { params, body, version }) =>
    toApiContract(await changeContract(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.changeCreditLimit, async (ctx, { params, body, version }) => {
    const amountMinor = parseAmount(body.amount)
    const form = { id: params.id, version, amountMinor, reason: body.reason }
    return toApiContract(await changeCreditLimit(ctx, form))
  }),
  answer(contract.listCreditLimits, async (ctx, { params }) => {
    const { currency } = await getContract(ctx, params.id)
    const limits = await selectCreditLimits(ctx, params.id)
    return {
      items: limits.map((limit) => ({
        from: toApiTime(limit.from),
        until: toApiTime(limit.until),
        amount: toApiMoney(limit.amountMinor, currency),
        author: limit.author,
        reason: limit.reason,
      })),
    }
  }),
]

function toForm(body: ReturnType<typeof contract.subscriberForm.parse>): SubscriberForm {
  const entries = Object.entries(body.requisites).filter(([, value]) => value)
  return { ...body, requisites: Object.fromEntries(entries) }
}

async function toApiCard(ctx: Context, row: SubscriberRow): Promise<contract.Subscriber> {
  return toApiSubscriber(row, await selectContracts(ctx, { subscriberIds: [row.id] }))
}

export function toApiSubscriber(row: SubscriberRow, contracts: ContractRow[]): contract.Subscriber {
  return {
    ...row,
    createdAt: toApiTime(row.createdAt),
    archivedAt: toApiTime(row.archivedAt),
    contracts: contracts.map(toApiContract),
  }
}

export function toApiContract(row: ContractRow): contract.Contract {
  const { creditMinor, ...plain } = row
  return {
    ...plain,
    signedOn: toApiTime(row.signedOn),
    closedOn: toApiTime(row.closedOn),
    creditLimit: toApiMoney(creditMinor, row.currency),
  }
}
