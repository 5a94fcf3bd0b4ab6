import { type Contract, changeCreditLimit, listCreditLimits } from '@altyn/contract/subscribers'
import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { Field, FieldGroup } from '../../ui/fields/field.tsx'
import { MoneyField } from '../../ui/fields/money-field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { HistoryList } from '../../ui/pieces/history-list.tsx'
import { Money } from '../../ui/pieces/money.tsx'

type CreditLimitFormProps = { contract: Contract; onClose: () => void }

/** Sets how far below zero a contract may go, with the reason, above all that was set before. */
export function CreditLimitForm({ contract, onClose }: CreditLimitFormProps) {
  const t = useTexts('subscribers')
  const { id, version, number, currency } = contract
  const limits = useCall(listCreditLimits, { params: { id } })
  const change = useDeed(changeCreditLimit, {
    done: t('credit.changed'),
    refresh: ['/api/ledger'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('credit.title', { number })}
      saveLabel={t('credit.save')}
      schema={changeCreditLimit.body}
      initial={{ amount: contract.creditLimit.amount, reason: '' }}
      onSave={(body) => change.mutateAsync({ params: { id }, ifMatch: version, body })}
      onClose={onClose}
    >
      <Field name="amount" label={t('credit.limit')} hint={t('credit.hint')} isRequired>
        <MoneyField currency={currency} />
      </Field>
      <Field name="reason" label={t('credit.reason')} hint={t('credit.reasonHint')} isRequired>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <FieldGroup title={t('credit.history')}>
        <HistoryList
          emptyText={t('credit.never')}
          items={limits.data?.items.map(({ from, amount, author, reason }) => ({
            key: from,
            at: from,
            who: author,
            text: (
              <>
                <Money value={amount} isStrong />
                {reason && ` · ${reason}`}
              </>
            ),
          }))}
        />
      </FieldGroup>
    </SideForm>
  )
}
