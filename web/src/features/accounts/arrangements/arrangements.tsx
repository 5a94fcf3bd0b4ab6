import { listAccountNumbers } from '@altyn/contract/accounts/numbers'
import { listPersonalTerms } from '@altyn/contract/accounts/personal-terms'
import { listPlannedActions } from '@altyn/contract/accounts/planned'
import { listAssignedServices } from '@altyn/contract/accounts/services'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall } from '../../../lib/use-call.ts'
import { isPast, NumberLine } from '../numbers/number-line.tsx'
import styles from './arrangements.module.css'
import { PlannedLines } from './planned-lines.tsx'
import { ServiceLine } from './service-line.tsx'
import { TermLine } from './term-line.tsx'

type ArrangementsProps = { accountId: number; contractId: number }

/** What an account has besides its tariff: services, personal terms, and what is planned for it. */
export function Arrangements({ accountId, contractId }: ArrangementsProps) {
  const t = useTexts('accounts')
  const today = useToday()
  const can = usePermissions()
  const [areOldShown, showOld] = useState(false)
  const isEnabled = can('accounts.read')
  const services = useCall(listAssignedServices, { query: { contractId } }, { isEnabled })
  const terms = useCall(listPersonalTerms, { query: { contractId } }, { isEnabled })
  const numbers = useCall(listAccountNumbers, { query: { contractId } }, { isEnabled })
  const planned = useCall(listPlannedActions, { query: { contractId } }, { isEnabled })
  const ofAccount = <Row extends { accountId: number | null }>(rows: readonly Row[] | undefined) =>
    rows?.filter((row) => row.accountId === accountId) ?? []
  const ownServices = ofAccount(services.data?.items)
  const ownTerms = ofAccount(terms.data?.items)
  const ownNumbers = ofAccount(numbers.data?.items)
  const nowNumbers = ownNumbers.filter((row) => !isPast(row, today))
  const nowServices = ownServices.filter((row) => !isOld(row, today))
  const nowTerms = ownTerms.filter((row) => !isOld(row, today))
  const oldCount =
    ownServices.length +
    ownTerms.length +
    ownNumbers.length -
    nowServices.length -
    nowTerms.length -
    nowNumbers.length
  return (
    <>
      {nowNumbers.map((number) => (
        <NumberLine key={number.id} number={number} />
      ))}
      {nowServices.map((service) => (
        <ServiceLine key={service.id} service={service} />
      ))}
      {nowTerms.map((term) => (
        <TermLine key={term.id} term={term} services={ownServices} />
      ))}
      <PlannedLines actions={ofAccount(planned.data?.items)} />
      {oldCount > 0 && (
        <Button
          type="link"
          size="small"
          className={styles.more}
          aria-expanded={areOldShown}
          onClick={() => showOld(!areOldShown)}
        >
          {areOldShown ? t('arranged.hideOld') : t('arranged.showOld', { count: oldCount })}
        </Button>
      )}
      {areOldShown && (
        <div className={styles.old}>
          {ownNumbers
            .filter((row) => isPast(row, today))
            .map((number) => (
              <NumberLine key={number.id} number={number} isOld />
            ))}
          {ownServices
            .filter((row) => isOld(row, today))
            .map((service) => (
              <ServiceLine key={service.id} service={service} isOld />
            ))}
          {ownTerms
            .filter((row) => isOld(row, today))
            .map((term) => (
              <TermLine key={term.id} term={term} services={ownServices} isOld />
            ))}
        </div>
      )}
    </>
  )
}

/** It is over, or as if it never was. A plan of instalments goes on after the day of the service. */
function isOld(
  row: {
    until: string | null
    cancelledAt: string | null
    from: string
    plan?: { parts: number; repaidOn: string | null } | null
  },
  today: string,
): boolean {
  if (row.cancelledAt) return true
  if (row.plan && !row.plan.repaidOn) {
    const last = Temporal.PlainDate.from(row.from).add({ months: row.plan.parts })
    return last.toString() < today
  }
  return row.until !== null && row.until <= today
}
