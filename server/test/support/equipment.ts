import type { Caller } from './api.ts'
import { done, post, type Row } from './devices.ts'

export const UNITS = '/api/network/equipment/units'
export const MODELS = '/api/network/equipment/models'

export type Unit = Row & {
  state: string
  place: string
  reason: string
  warrantyUntil: string | null
  holder: {
    subscriberId: number
    contractId: number
    accountId: number | null
    terms: string
    rentId: number | null
  } | null
  pair: { id: number; number: string } | null
}
export type History = Record<string, string | null>[]

/** Describes models, takes units in stock and does with them what can be done. */
export function storekeeper(call: Caller) {
  const unit = async (answer: Promise<Row>): Promise<Unit> => (await answer) as Unit
  return {
    model: (form: object) => done(call('POST', MODELS, { kind: 'router', ...form })),
    take: (modelId: number, form: object) => unit(done(post(call, UNITS, { modelId, ...form }))),
    read: (id: number) => unit(done(call('GET', `${UNITS}/${id}`))),
    list: async (query: string) => (await done(call('GET', `${UNITS}?${query}`))).items as Unit[],
    history: async (id: number) => (await done(call('GET', `${UNITS}/${id}`))).history as History,
    /** A deed with a unit that may be refused. */
    attempt: (id: number, deed: string, body: object) => post(call, `${UNITS}/${id}/${deed}`, body),
    deed: (id: number, deed: string, body: object) =>
      unit(done(post(call, `${UNITS}/${id}/${deed}`, body))),
  }
}

/** The contract that an account is on. */
export async function contractOf(call: Caller, accountId: number): Promise<number> {
  return Number((await done(call('GET', `/api/accounts/${accountId}`))).contractId)
}
