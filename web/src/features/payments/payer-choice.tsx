import { Button } from 'antd'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { SkeletonLines } from '../../ui/feedback/skeleton.tsx'
import styles from './payer-search.module.css'
import { PayerSearch } from './payer-search.tsx'
import { type PayerChoice as Choice, type Payer, usePayer } from './use-payer.ts'

type PayerChoiceProps = {
  choice: Choice | undefined
  onChoose: (choice: Choice | undefined) => void
  exceptContractId?: number
}

/** Who pays: first the search, then the one found with a way back to the search. */
export function PayerChoice({ choice, onChoose, exceptContractId }: PayerChoiceProps) {
  const { payer, error } = usePayer(choice)
  if (!choice) return <PayerSearch onChoose={onChoose} exceptContractId={exceptContractId} />
  if (error) return <UnreadPayer error={error} onLeave={() => onChoose(undefined)} />
  if (!payer) return <SkeletonLines count={3} />
  return <ChosenPayer payer={payer} onLeave={() => onChoose(undefined)} />
}

function ChosenPayer({ payer, onLeave }: { payer: Payer; onLeave: () => void }) {
  const t = useTexts('payments')
  return (
    <>
      <div className={styles.payer}>
        <div className={styles.payerWords}>
          <div className={styles.payerName}>{payer.name}</div>
          <div className={styles.payerAddress}>{payer.address}</div>
        </div>
        <Button size="small" onClick={onLeave}>
          {t('search.other')}
        </Button>
      </div>
      {payer.contracts.length === 0 && <AlertLine tone="warn" title={t('search.noContracts')} />}
    </>
  )
}

function UnreadPayer({ error, onLeave }: { error: unknown; onLeave: () => void }) {
  const t = useTexts('payments')
  return (
    <AlertLine
      tone="bad"
      {...failureText(error)}
      action={
        <Button size="small" onClick={onLeave}>
          {t('search.other')}
        </Button>
      }
    />
  )
}
