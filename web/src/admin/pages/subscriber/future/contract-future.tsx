import { type SimulatedChange, simulateContract } from '@altyn/contract/reports/simulation'
import { Checkbox, Drawer, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import type { CardContract } from '../../../../features/subscribers/contract-panel.tsx'
import { useTexts } from '../../../../lib/i18n.ts'
import { useToday } from '../../../../lib/operator.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { ErrorState } from '../../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../../ui/feedback/skeleton.tsx'
import { ChangeBasket } from './change-basket.tsx'
import styles from './future.module.css'
import { FutureOutcome } from './future-outcome.tsx'

const MONTHS = [1, 3, 6, 12] as const
const MONTHS_USUAL = 3

type ContractFutureProps = { item: CardContract; onClose: () => void }

/** What becomes of a contract, counted by the very deeds that will do it; changes can be tried out. */
export function ContractFuture({ item, onClose }: ContractFutureProps) {
  const t = useTexts('reports')
  const today = Temporal.PlainDate.from(useToday())
  const [months, setMonths] = useState<number>(MONTHS_USUAL)
  const [assumesPaid, setPaid] = useState(false)
  const [changes, setChanges] = useState<readonly SimulatedChange[]>([])
  const { mutate, data, error, isPending } = useDeed(simulateContract, {
    isFailureShownByCaller: true,
  })
  const { id: contractId, number } = item.contract
  const until = today
    .with({ day: 1 })
    .add({ months: months + 1 })
    .toString()
  useEffect(() => {
    mutate({ params: { contractId }, body: { until, changes: [...changes], assumesPaid } })
  }, [mutate, contractId, until, changes, assumesPaid])
  return (
    <Drawer open title={t('future.title', { number })} size="min(860px, 100vw)" onClose={onClose}>
      <div className={styles.future}>
        <div className={styles.options}>
          <Segmented
            value={months}
            onChange={setMonths}
            options={MONTHS.map((value) => ({
              value,
              label: t('future.months', { count: value }),
            }))}
          />
          <Checkbox checked={assumesPaid} onChange={(event) => setPaid(event.target.checked)}>
            {t('future.assumesPaid')}
          </Checkbox>
        </div>
        <ChangeBasket item={item} changes={changes} onChange={setChanges} />
        {error ? (
          <ErrorState
            error={error}
            onRetry={() =>
              mutate({
                params: { contractId },
                body: { until, changes: [...changes], assumesPaid },
              })
            }
          />
        ) : data ? (
          <div className={styles.outcome} aria-busy={isPending}>
            <FutureOutcome answer={data} item={item} until={until} />
          </div>
        ) : (
          <SkeletonLines count={10} />
        )}
      </div>
    </Drawer>
  )
}
