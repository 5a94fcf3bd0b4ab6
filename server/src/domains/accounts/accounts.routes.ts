import * as contract from '@altyn/contract/accounts'
import { changeAccountValues } from '@altyn/contract/settings/custom-fields'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import type { SecretBox } from '#platform/secret-box'
import { fillInValues } from '../settings/index.ts'
import { selectAddresses } from './accounts.store.ts'
import { type BlockRow, selectBlocks } from './blocks.store.ts'
import { cancelPlannedTariff, changeAccount, changeTariff, closeAccount } from './change-account.ts'
import { type Account, getAccount } from './find-account.ts'
import { openAccount } from './open-account.ts'
import { selectAssignments } from './tariff-assignments.store.ts'

/** Network passwords are sealed at this door: inside the domain nobody sees them. */
export function accountsRoutes(box: SecretBox): AnsweredRoute[] {
  return [...writingRoutes(box), ...readingRoutes]
}

function writingRoutes(box: SecretBox): AnsweredRoute[] {
  return [
    answer(contract.openAccount, async (ctx, { body }) => {
      const { password, ...form } = body
      return toApiAccount(await openAccount(ctx, { ...form, passwordSealed: box.seal(password) }))
    }),
    answer(contract.changeAccount, async (ctx, { params, body, version }) => {
      const { password, ...form } = body
      const passwordSealed = password === undefined ? undefined : box.seal(password)
      const edit = { ...form, passwordSealed, id: params.id, version }
      return toApiAccount(await changeAccount(ctx, edit))
    }),
    answer(changeAccountValues, async (ctx, { params, body }) => {
      await getAccount(ctx, params.id)
      await fillInValues(ctx, { ...body, owner: 'account', ownerId: params.id })
      return { ok: true as const }
    }),
    answer(contract.showAccountPassword, async (ctx, { params }) => {
      const { passwordSealed } = await getAccount(ctx, params.id)
      return { password: box.open(passwordSealed) }
    }),
    answer(contract.closeAccount, async (ctx, { params, version }) =>
      toApiAccount(await closeAccount(ctx, { id: params.id, version })),
    ),
    answer(contract.changeAccountTariff, async (ctx, { params, body, version }) => {
      const change = {
        id: params.id,
        version,
        tariffId: body.tariffId,
        from: Temporal.PlainDate.from(body.from),
        until: body.until === null ? null : Temporal.PlainDate.from(body.until),
        keepsTerms: body.keepsTerms,
      }
      return toApiAccount(await changeTariff(ctx, change))
    }),
    answer(contract.cancelPlannedTariff, async (ctx, { params, version }) =>
      toApiAccount(await cancelPlannedTariff(ctx, { id: params.id, version })),
    ),
  ]
}

const readingRoutes = [
  answer(contract.readAccount, async (ctx, { params }) =>
    toApiAccount(await getAccount(ctx, params.id)),
  ),
  answer(contract.listAccountHistory, async (ctx, { params }) => {
    const [blocks, tariffs, addresses] = await Promise.all([
      selectBlocks(ctx, [params.id]),
      selectAssignments(ctx, [params.id]),
      selectAddresses(ctx, params.id),
    ])
    return {
      blocks: blocks.map(toApiBlock),
      tariffs: tariffs.reverse().map(({ accountId: _, ...row }) => ({ ...row, ...toApiSpan(row) })),
      addresses: addresses.map((row) => ({ ...row, ...toApiSpan(row) })),
    }
  }),
]

function toApiSpan<Time extends Temporal.Instant | Temporal.PlainDate>(span: {
  from: Time
  until: Time | null
}) {
  return { from: toApiTime(span.from), until: toApiTime(span.until) }
}

export function toApiBlock(row: BlockRow): contract.Block {
  return { ...row, ...toApiSpan(row) }
}

export function toApiAccount(account: Account): contract.Account {
  const { passwordSealed: _, blockKinds: __, tariffSince: ___, ...row } = account
  return { ...row, openedAt: toApiTime(row.openedAt), closedAt: toApiTime(row.closedAt) }
}
