import {
  bicProblem,
  correspondentAccountProblem,
  innProblem,
  kppProblem,
  ogrnipProblem,
  ogrnProblem,
  settlementAccountProblem,
} from '@altyn/contract/requisites'

/** What the check digits of a requisite say; nothing while it is not typed to its end. */
export type Verdict = 'right' | 'wrong' | undefined

type Check = { isWhole: RegExp; problemOf: (text: string, bic: string) => string | undefined }

const CHECKS = {
  inn: { isWhole: /^(\d{10}|\d{12})$/, problemOf: innProblem },
  kpp: { isWhole: /^\d{4}[\dA-Z]{2}\d{3}$/, problemOf: kppProblem },
  ogrn: {
    isWhole: /^(\d{13}|\d{15})$/,
    problemOf: (ogrn) => (ogrn.length === 15 ? ogrnipProblem(ogrn) : ogrnProblem(ogrn)),
  },
  bic: { isWhole: /^\d{9}$/, problemOf: bicProblem },
  bankAccount: {
    isWhole: /^\d{20}$/,
    problemOf: (account, bic) => settlementAccountProblem({ account, bic }),
  },
  correspondentAccount: {
    isWhole: /^\d{20}$/,
    problemOf: (account, bic) => correspondentAccountProblem({ account, bic }),
  },
} satisfies Record<string, Check>

export type RequisiteName = keyof typeof CHECKS

/** An account is judged together with the BIC of its bank, so without one there is no verdict. */
export function verdictOn(name: RequisiteName, text: string, bic: string): Verdict {
  const { isWhole, problemOf }: Check = CHECKS[name]
  if (!isWhole.test(text)) return undefined
  const problem = problemOf(text, bic)
  if (problem === 'bic-form' && name !== 'bic') return undefined
  return problem === undefined ? 'right' : 'wrong'
}
