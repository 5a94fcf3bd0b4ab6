import type { Account } from '@altyn/contract/accounts'
import { giveNumber, numberForm } from '@altyn/contract/accounts/numbers'
import { Input } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

type NumberFormProps = { account: Account; onClose: () => void }

/** Gives an account a telephone number, or all from the first to the last, from a day on. */
export function NumberForm({ account, onClose }: NumberFormProps) {
  const t = useTexts('accounts')
  const today = useToday()
  const give = useDeed(giveNumber, { done: t('numbers.given'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={t('numbers.title', { login: account.login })}
      saveLabel={t('numbers.give')}
      schema={numberForm}
      initial={{ first: '', last: '', from: today }}
      onSave={(body) => give.mutateAsync({ params: { accountId: account.id }, body })}
      onClose={onClose}
    >
      <FieldRow>
        <Field name="first" label={t('numbers.first')} isRequired>
          <Input inputMode="tel" autoComplete="off" placeholder="+7 391 200-00-01" />
        </Field>
        <Field name="last" label={t('numbers.last')} hint={t('numbers.lastHint')}>
          <Input inputMode="tel" autoComplete="off" />
        </Field>
      </FieldRow>
      <Field name="from" label={t('numbers.from')} hint={t('numbers.fromHint')} isRequired>
        <DayField />
      </Field>
    </SideForm>
  )
}
