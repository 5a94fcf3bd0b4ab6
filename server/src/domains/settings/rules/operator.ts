export type Requisites = {
  fullName: string
  inn: string
  kpp: string
  ogrn: string
  address: string
  phone: string
  email: string
  bankName: string
  bic: string
  bankAccount: string
  correspondentAccount: string
  director: string
  accountant: string
}

export type OperatorRow = {
  id: number
  name: string
  is_default: boolean
  time_zone: string
  currency: string
  requisites: Partial<Requisites>
  contract_number_template: string
  invoice_number_template: string
  version: number
}

export type OperatorChange = Partial<
  Pick<
    OperatorRow,
    'name' | 'time_zone' | 'requisites' | 'contract_number_template' | 'invoice_number_template'
  >
>

/** A VAT rate with its half-open period; 2200 basis points are 22 %. */
export type VatRate = {
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  rateBasisPoints: number
}

/** True for an IANA time zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
