import { METHODS } from '@altyn/contract/payments'
import { Button, Form, Input, Segmented } from 'antd'
import { useEffect } from 'react'
import {
  formatMoney,
  isNegative,
  isZero,
  readAmount,
  subtractAmounts,
  sumAmounts,
} from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useCurrency, useToday } from '../../lib/operator.ts'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { DayField } from '../../ui/fields/day-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../ui/fields/field.tsx'
import { MoneyField } from '../../ui/fields/money-field.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import type { PayableContract } from './payable-contract.ts'
import styles from './payments.module.css'

type PaymentFieldsProps = {
  contracts: readonly PayableContract[]
  /** The contract that the payment goes to unless another one is chosen. */
  firstId: number | undefined
}

/** The fields of a payment, the sum first: at a cash desk it is often the only one to fill in. */
export function PaymentFields({ contracts, firstId }: PaymentFieldsProps) {
  const t = useTexts('payments')
  const { form } = useDraft()
  const today = useToday()
  const currency = useCurrency()
  // The payer may be found after the form was opened, and another one after that.
  useEffect(() => {
    form.setFieldValue('contractId', firstId)
  }, [form, firstId])
  const chosenId: unknown = Form.useWatch('contractId', { form, preserve: true })
  const contract = contracts.find(({ id }) => id === chosenId) ?? contracts[0]
  return (
    <>
      <Field name="contractId" label={t('contract')}>
        <ChoiceField
          label={t('contract')}
          choices={contracts.map(({ id, number, balance, toPay }) => ({
            value: id,
            title: number,
            note: isZero(toPay.amount) ? undefined : <ToPayNote value={toPay} />,
            aside: <Money value={balance} />,
          }))}
        />
      </Field>
      <div className={styles.sum}>
        <Field
          name="amount"
          label={t('amount')}
          isRequired
          hint={contract && <BalanceAfter contract={contract} />}
        >
          <MoneyField currency={contract?.balance.currency ?? currency} autoFocus />
        </Field>
        {contract && <WantedSum contract={contract} />}
      </div>
      <Field name="method" label={t('methodLabel')}>
        <Segmented
          block
          options={METHODS.map((method) => ({ value: method, label: t(`method.${method}`) }))}
        />
      </Field>
      <FieldRow>
        <Field name="paidOn" label={t('paidOn')}>
          <DayField max={today} />
        </Field>
        <Field name="documentNumber" label={t('documentNumber')}>
          <Input autoComplete="off" />
        </Field>
      </FieldRow>
      <Field name="comment" label={t('comment')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </>
  )
}

function ToPayNote({ value }: { value: PayableContract['toPay'] }) {
  const t = useTexts('payments')
  const [language] = useLanguage()
  return t('toPay', { sum: formatMoney(value, language) })
}

/** How much is wanted, taken over by one press. */
function WantedSum({ contract }: { contract: PayableContract }) {
  const t = useTexts('payments')
  const [language] = useLanguage()
  const { form, noteChange } = useDraft()
  const wanted = wantedOf(contract)
  const typed = useTypedAmount()
  if (!wanted || wanted === typed) return null
  const take = () => {
    form.setFields([{ name: 'amount', value: wanted, errors: [] }])
    noteChange()
    document.getElementById('amount')?.focus()
  }
  const sum = formatMoney({ amount: wanted, currency: contract.balance.currency }, language)
  return (
    <Button
      type="link"
      size="small"
      className={styles.wanted}
      // The press must not take the focus from the sum: an empty sum would be found wrong first.
      onMouseDown={(event) => event.preventDefault()}
      onClick={take}
    >
      {t(isZero(contract.toPay.amount) ? 'payDebt' : 'toPay', { sum })}
    </Button>
  )
}

/** Where the balance goes with the sum typed so far. */
function BalanceAfter({ contract: { balance } }: { contract: PayableContract }) {
  const t = useTexts('payments')
  const amount = useTypedAmount()
  if (amount === undefined || isNegative(amount) || isZero(amount)) return '\u00a0'
  const after = { amount: sumAmounts([balance.amount, amount]), currency: balance.currency }
  return (
    <>
      {t('balanceBecomes')} <Money value={after} isStrong />
    </>
  )
}

function useTypedAmount(): string | undefined {
  const { form } = useDraft()
  const typed: unknown = Form.useWatch('amount', { form, preserve: true })
  return readAmount(String(typed ?? ''))
}

/** What opens the service again; or else the debt. */
function wantedOf({ balance, toPay }: PayableContract): string | undefined {
  if (!isZero(toPay.amount)) return toPay.amount
  return isNegative(balance.amount) ? subtractAmounts('0', balance.amount) : undefined
}
