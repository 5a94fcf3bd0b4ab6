import { readContractFamily } from '@altyn/contract/payments/transfers'
import { freeContract, subordinateContract } from '@altyn/contract/subscribers/subordination'
import { Button, InputNumber } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Money } from '../../../ui/pieces/money.tsx'
import { ContractField } from '../contract-field.tsx'
import styles from '../payments.module.css'
import type { MovingContract } from './move-effect.tsx'

/** Whose payments cover the debts of a contract, and whose debts its own payments cover. */
export function MainContractForm(props: { contract: MovingContract; onClose: () => void }) {
  const { contract, onClose } = props
  const t = useTexts('payments')
  const { data } = useCall(readContractFamily, { params: { contractId: contract.id } })
  const save = useDeed(subordinateContract, {
    done: t('family.done'),
    refresh: ['/api/payments'],
    isFailureShownByCaller: true,
  })
  const free = useDeed(freeContract, { done: t('family.freed'), refresh: ['/api/payments'] })
  const isMain = data !== undefined && data.subordinates.length > 0
  return (
    <SideForm
      title={t('family.title', { number: contract.number })}
      saveLabel={t('family.save')}
      reason={isMain ? t('family.isMain') : undefined}
      schema={subordinateContract.body}
      initial={{ mainId: undefined, priority: 100 }}
      onSave={(body) => save.mutateAsync({ params: { id: contract.id }, body })}
      onClose={onClose}
    >
      {data?.main && (
        <div className={styles.after}>
          <AlertLine
            tone="note"
            title={t('family.now', {
              number: data.main.number,
              name: data.main.subscriberName,
            })}
          />
          <Button size="small" onClick={() => free.mutate({ params: { id: contract.id } })}>
            {t('family.free')}
          </Button>
        </div>
      )}
      {isMain ? (
        <FieldGroup title={t('family.subordinates')} help={t('family.help')}>
          <ul className={styles.moves}>
            {data.subordinates.map((row) => (
              <li key={row.contractId}>
                <span>
                  {row.number} · {row.subscriberName} · {t('family.order', { value: row.priority })}
                </span>
                <Money value={row.balance} />
              </li>
            ))}
          </ul>
        </FieldGroup>
      ) : (
        <>
          <Field name="mainId" label={t('family.main')} hint={t('family.help')} isRequired>
            <ContractField exceptId={contract.id} />
          </Field>
          <Field name="priority" label={t('family.priority')} hint={t('family.priorityHint')}>
            <InputNumber min={0} max={1000} />
          </Field>
        </>
      )}
    </SideForm>
  )
}
