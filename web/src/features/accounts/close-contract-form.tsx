import { cancelClosing, closeContract, readClosing } from '@altyn/contract/accounts/closing'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { formatMoney, isNegative, isZero } from '../../lib/format/money.ts'
import { formatDay } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { DayField } from '../../ui/fields/day-field.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './accounts.module.css'

type CloseContractFormProps = {
  contract: { id: number; number: string; balance: { amount: string; currency: string } }
  /** What else has to be thought of before. */
  warning?: ReactNode
  onClose: () => void
}

const TOUCHED = ['/api/subscribers', '/api/ledger', '/api/blocking']

/** Closes a contract today or from a day on, and says first what is open and what money is on it. */
export function CloseContractForm({ contract, warning, onClose }: CloseContractFormProps) {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const today = Temporal.PlainDate.from(useToday())
  const tomorrow = today.add({ days: 1 }).toString()
  const params = { contractId: contract.id }
  const { data } = useCall(readClosing, { params })
  const close = useDeed(closeContract, {
    done: t('closing.done', { number: contract.number }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  const cancel = useDeed(cancelClosing, { done: t('closing.cancelled'), refresh: TOUCHED })
  const { amount } = contract.balance
  const sum = formatMoney({ ...contract.balance, amount: amount.replace('-', '') }, language)
  return (
    <SideForm
      title={t('closing.title', { number: contract.number })}
      saveLabel={t('closing.save')}
      isDanger
      schema={closeContract.body}
      initial={{ from: null, reason: '' }}
      onSave={(body) => close.mutateAsync({ params, body: { ...body, from: body.from || null } })}
      onClose={onClose}
    >
      {data?.planned && (
        <div className={styles.formAlert}>
          <AlertLine
            tone="warn"
            title={t('closing.planned', { day: formatDay(data.planned.from, language) })}
          />
          <Button size="small" onClick={() => cancel.mutate({ params })}>
            {t('closing.cancel')}
          </Button>
        </div>
      )}
      {warning && <div className={styles.formAlert}>{warning}</div>}
      <Field name="from" label={t('closing.from')} hint={t('closing.fromHint')}>
        <DayField min={tomorrow} />
      </Field>
      <Field name="reason" label={t('arranged.reason')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <section className={styles.difference}>
        {data && data.openLogins.length > 0 && (
          <p>{t('closing.accounts', { logins: data.openLogins.join(', ') })}</p>
        )}
        <p>
          {isZero(amount)
            ? t('closing.noMoney')
            : t(isNegative(amount) ? 'closing.debt' : 'closing.money', { sum })}
        </p>
      </section>
    </SideForm>
  )
}
