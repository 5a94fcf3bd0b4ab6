/** What a payer's bank needs to fill in a transfer; texts and numbers as they stand in documents. */
export type PaymentQrFields = {
  payeeName: string
  account: string
  bankName: string
  bic: string
  /** `0` when the bank has none. */
  correspondentAccount: string
  sumMinor?: bigint
  purpose?: string
  payeeInn?: string
  payeeKpp?: string
  /** The number by which the payee recognises the payer: a contract or payment code. */
  payerCode?: string
}

/** A ready string for the QR code, or which field of the standard is wrong and how. */
export type PaymentQr =
  | { kind: 'text'; text: string }
  | {
      kind: 'refused'
      rule: 'missing' | 'wrong-form' | 'too-long' | 'no-separator'
      field: string
    }

/** Lengths and names by table 1 (mandatory, first and in this order) and table 2 of the standard. */
const FIELDS = [
  { name: 'Name', from: 'payeeName', lengthMax: 160, isMandatory: true },
  { name: 'PersonalAcc', from: 'account', form: /^\d{20}$/, isMandatory: true },
  { name: 'BankName', from: 'bankName', lengthMax: 45, isMandatory: true },
  { name: 'BIC', from: 'bic', form: /^\d{9}$/, isMandatory: true },
  {
    name: 'CorrespAcc',
    from: 'correspondentAccount',
    form: /^(\d{20}|0)$/,
    isMandatory: true,
  },
  { name: 'Sum', from: 'sumMinor', form: /^[1-9]\d{0,17}$/ },
  { name: 'Purpose', from: 'purpose', lengthMax: 210 },
  { name: 'PayeeINN', from: 'payeeInn', form: /^(\d{10}|\d{12})$/ },
  { name: 'KPP', from: 'payeeKpp', form: /^[\dA-Z]{9}$/ },
  { name: 'persAcc', from: 'payerCode', lengthMax: 60 },
] as const satisfies readonly {
  name: string
  from: keyof PaymentQrFields
  lengthMax?: number
  form?: RegExp
  isMandatory?: true
}[]

/** Longest texts of the standard, in characters: callers shorten free wording to them. */
export const PAYMENT_QR_LENGTHS = { payeeName: 160, bankName: 45, purpose: 210 } as const

/** The usual separator first; another one only when a value contains it, as the standard allows. */
const SEPARATORS = ['|', '#', ';', '^', '~', '!', '@', '$', '%', '&', '*', '+', '_', '?', '/']

/**
 * The string of a payment QR code by GOST R 56042-2014 in UTF-8: `ST00012|Name=…|PersonalAcc=…`.
 * The sum is in kopecks and left out when unknown. Line breaks and repeated spaces become one
 * space. Never throws: a missing, malformed or too long field is named by its name in the standard.
 */
export function paymentQr(fields: PaymentQrFields): PaymentQr {
  const pairs: string[] = []
  for (const field of FIELDS) {
    const value = plain(fields[field.from])
    const rule = brokenRule(field, value)
    if (rule) return { kind: 'refused', rule, field: field.name }
    if (value) pairs.push(`${field.name}=${value}`)
  }
  const separator = SEPARATORS.find((candidate) => !pairs.join('').includes(candidate))
  if (!separator) return { kind: 'refused', rule: 'no-separator', field: 'Purpose' }
  return { kind: 'text', text: ['ST00012', ...pairs].join(separator) }
}

function brokenRule(
  field: { lengthMax?: number; form?: RegExp; isMandatory?: true },
  value: string,
): 'missing' | 'wrong-form' | 'too-long' | undefined {
  if (!value) return field.isMandatory ? 'missing' : undefined
  if (field.form && !field.form.test(value)) return 'wrong-form'
  return field.lengthMax && [...value].length > field.lengthMax ? 'too-long' : undefined
}

function plain(value: string | bigint | undefined): string {
  return (value ?? '')
    .toString()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}
