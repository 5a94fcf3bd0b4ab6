import {
  type Contract,
  changeContract,
  contractForm,
  PAYMENT_METHODS,
  signContract,
} from '@altyn/contract/subscribers'
import { Input } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useCurrency, useToday } from '../../lib/operator.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { DayField } from '../../ui/fields/day-field.tsx'
import { Field, FieldRow, FlagField } from '../../ui/fields/field.tsx'
import { MoneyField } from '../../ui/fields/money-field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'

type ContractFormProps = {
  subscriberId: number
  /** Where one stands when the subscriber is being added in one go. */
  steps?: ReactNode
  onDone: (contract: Contract) => void
  onClose: () => void
}

/** Signs a contract with a subscriber; the number is drawn unless somebody types one. */
export function ContractForm({ subscriberId, steps, onDone, onClose }: ContractFormProps) {
  const t = useTexts('subscribers')
  const today = useToday()
  const currency = useCurrency()
  const saved = useRef<Contract>(undefined)
  const sign = useDeed(signContract, {
    done: ({ number }) => t('contract.signed', { number }),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('contract.new')}
      saveLabel={t('contract.sign')}
      schema={contractForm}
      initial={{
        subscriberId,
        number: '',
        signedOn: today,
        paymentMethod: 'advance',
        creditLimit: '0',
        isNeverBlocked: false,
      }}
      onSave={async (body) => {
        saved.current = await sign.mutateAsync({ body })
      }}
      onSaved={() => saved.current && onDone(saved.current)}
      onClose={onClose}
    >
      {steps}
      <FieldRow>
        <Field name="number" label={t('contract.number')} hint={t('contract.numberHint')}>
          <Input autoComplete="off" placeholder={t('contract.numberDrawn')} />
        </Field>
        <Field name="signedOn" label={t('contract.signedOn')} isRequired>
          <DayField />
        </Field>
      </FieldRow>
      <MethodField />
      <Field name="creditLimit" label={t('credit.limit')} hint={t('credit.hint')}>
        <MoneyField currency={currency} />
      </Field>
      <NeverBlockedField />
    </SideForm>
  )
}

/** Changes how a contract is paid and whether money blocks it; its number stays. */
export function ContractTermsForm(props: { contract: Contract; onClose: () => void }) {
  const { contract, onClose } = props
  const t = useTexts('subscribers')
  const { id, version, number, paymentMethod, isNeverBlocked } = contract
  const change = useDeed(changeContract, {
    done: t('contract.changed'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('contract.terms', { number })}
      saveLabel={t('edit.save')}
      schema={changeContract.body}
      initial={{ paymentMethod, isNeverBlocked }}
      onSave={(body) => change.mutateAsync({ params: { id }, ifMatch: version, body })}
      onClose={onClose}
    >
      <MethodField />
      <NeverBlockedField />
    </SideForm>
  )
}

function MethodField() {
  const t = useTexts('subscribers')
  return (
    <Field name="paymentMethod" label={t('contract.method')}>
      <ChoiceField
        label={t('contract.method')}
        choices={PAYMENT_METHODS.map((value) => ({
          value,
          title: t(`method.${value}`),
          note: t(`methodNote.${value}`),
        }))}
      />
    </Field>
  )
}

function NeverBlockedField() {
  const t = useTexts('subscribers')
  return (
    <FlagField
      name="isNeverBlocked"
      label={t('contract.neverBlocked')}
      hint={t('contract.neverBlockedHint')}
    />
  )
}
