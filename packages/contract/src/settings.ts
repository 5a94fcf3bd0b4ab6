import { z } from 'zod'
import {
  bicProblem,
  correspondentAccountProblem,
  innProblem,
  kppProblem,
  ogrnipProblem,
  ogrnProblem,
  settlementAccountProblem,
} from './requisites.ts'
import { route } from './route.ts'
import {
  day,
  done,
  editOf,
  id,
  idParams,
  instant,
  month,
  requiredText,
  text,
  version,
} from './values.ts'

/** Empty, or a text in which the given check finds nothing wrong. */
const checked = (rule: string, problemOf: (value: string) => string | undefined) =>
  z
    .string()
    .trim()
    .refine((value) => value === '' || problemOf(value) === undefined, rule)
    .default('')

/** OGRN of a company or OGRNIP of a sole proprietor. */
const ogrnOrOgrnipProblem = (value: string) =>
  value.length === 15 ? ogrnipProblem(value) : ogrnProblem(value)
const accountProblem = (value: string) => (/^\d{20}$/.test(value) ? undefined : 'account')

/** Requisites of a legal entity, as they are printed on documents; check digits are checked. */
export const requisites = z.object({
  fullName: text(300).default(''),
  inn: checked('inn', innProblem),
  kpp: checked('kpp', kppProblem),
  ogrn: checked('ogrn', ogrnOrOgrnipProblem),
  address: text(500).default(''),
  phone: text(50).default(''),
  email: z.email().or(z.literal('')).default(''),
  bankName: text(300).default(''),
  bic: checked('bic', bicProblem),
  bankAccount: checked('account', accountProblem),
  correspondentAccount: checked('account', accountProblem),
  director: text(200).default(''),
  accountant: text(200).default(''),
})
export type Requisites = z.output<typeof requisites>

const stored = z.string().default('')
/** The same as they were kept, possibly before a rule was. */
export const storedRequisites = z.object({
  fullName: stored,
  inn: stored,
  kpp: stored,
  ogrn: stored,
  address: stored,
  phone: stored,
  email: stored,
  bankName: stored,
  bic: stored,
  bankAccount: stored,
  correspondentAccount: stored,
  director: stored,
  accountant: stored,
} satisfies Record<keyof Requisites, typeof stored>)

export const operator = z.object({
  id,
  name: z.string(),
  isDefault: z.boolean(),
  timeZone: z.string(),
  currency: z.string(),
  // As they are kept: only what is typed anew is checked.
  requisites: storedRequisites,
  contractNumberTemplate: z.string(),
  invoiceNumberTemplate: z.string(),
  version,
})
export type Operator = z.output<typeof operator>

/** Accounts of the bank with this BIC: their control keys are checked as well. */
const ownRequisites = requisites.superRefine(({ bic, bankAccount, correspondentAccount }, ctx) => {
  const fault = (field: string) =>
    ctx.addIssue({ code: 'custom', path: [field], message: 'account' })
  if (bic && bankAccount && settlementAccountProblem({ account: bankAccount, bic })) {
    fault('bankAccount')
  }
  const account = correspondentAccount
  if (bic && account && correspondentAccountProblem({ account, bic })) fault('correspondentAccount')
})

export const operatorForm = z.object({
  name: requiredText(200),
  timeZone: requiredText(64),
  requisites: ownRequisites,
  contractNumberTemplate: requiredText(100),
  invoiceNumberTemplate: requiredText(100),
})
export const listOperators = route({
  method: 'GET',
  path: '/api/settings/operators',
  summary: 'Legal entities that sell',
  access: 'signed-in',
  response: z.object({ items: z.array(operator) }),
})
export const changeOperator = route({
  method: 'PATCH',
  path: '/api/settings/operators/:id',
  summary: 'Change the name, requisites or numbering of an operator',
  access: 'settings.change',
  versioned: true,
  params: idParams,
  body: editOf(operatorForm),
  response: operator,
})

export const listVatRates = route({
  method: 'GET',
  path: '/api/settings/vat-rates',
  summary: 'VAT rates by date',
  access: 'signed-in',
  response: z.object({
    items: z.array(
      z.object({ from: day, until: day.nullable(), rateBasisPoints: z.number().int() }),
    ),
  }),
})

export const listPeriods = route({
  method: 'GET',
  path: '/api/settings/periods',
  summary: 'From which day on the books are open, and who closed or reopened them',
  access: 'settings.read',
  response: z.object({
    /** Null while nothing was ever closed. */
    openFrom: day.nullable(),
    history: z.array(
      z.object({ openFrom: day, reason: z.string(), author: z.string(), closedAt: instant }),
    ),
  }),
})
export const closePeriod = route({
  method: 'POST',
  path: '/api/settings/periods/close',
  summary:
    'Close the books up to and including a month: later differences land in the first open one',
  access: 'settings.periods',
  body: z.object({ month, reason: text(500).default('') }),
  response: done,
})
export const reopenPeriod = route({
  method: 'POST',
  path: '/api/settings/periods/reopen',
  summary: 'Open the books again from a closed month on',
  access: 'settings.periods',
  body: z.object({ month, reason: requiredText(500) }),
  response: done,
})
