import type { Account } from '@altyn/contract/accounts'
import { redeemCode } from '@altyn/contract/charging/promotions'
import { Input } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

type PromoCodeFormProps = { account: Pick<Account, 'id' | 'login'>; onClose: () => void }

/** Gives an account what a promo code promises. */
export function PromoCodeForm({ account, onClose }: PromoCodeFormProps) {
  const t = useTexts('accounts')
  const redeem = useDeed(redeemCode, {
    done: ({ name }) => t('promo.done', { name }),
    refresh: ['/api/accounts', '/api/ledger', '/api/blocking'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('promo.title', { login: account.login })}
      saveLabel={t('promo.save')}
      schema={redeemCode.body}
      initial={{ code: '' }}
      onSave={(body) => redeem.mutateAsync({ params: { accountId: account.id }, body })}
      onClose={onClose}
    >
      <Field name="code" label={t('promo.code')} isRequired>
        <Input autoComplete="off" />
      </Field>
    </SideForm>
  )
}
