import type { Account } from '@altyn/contract/accounts'
import { assignService, assignServiceForm } from '@altyn/contract/accounts/services'
import { explainContract } from '@altyn/contract/blocking'
import { listServices, type Service } from '@altyn/contract/catalogue/services'
import { ThunderboltOutlined } from '@ant-design/icons'
import { Form, InputNumber } from 'antd'
import { formatMoney } from '../../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { useSpeedText } from '../speed-text.ts'
import styles from './arrangements.module.css'

type TurboFormProps = {
  account: Pick<Account, 'id' | 'login' | 'contractId'>
  onClose: () => void
}

/** Makes the access of an account faster for some hours, at once. */
export function TurboForm({ account, onClose }: TurboFormProps) {
  const t = useTexts('accounts')
  const today = useToday()
  const services = useCall(listServices, { query: {} })
  const turbos = services.data?.items.filter(isTurbo)
  const assign = useDeed(assignService, {
    done: ({ serviceName }) => t('turbo.done', { name: serviceName }),
    refresh: ['/api/ledger', '/api/blocking', '/api/charging', '/api/usage', '/api/access'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('turbo.title', { login: account.login })}
      saveLabel={t('turbo.save')}
      schema={assignServiceForm}
      initial={{
        serviceId: undefined,
        quantity: 1,
        from: today,
        until: null,
        plan: null,
        comment: '',
      }}
      reason={turbos?.length === 0 ? t('turbo.none.title') : undefined}
      onSave={(body) => assign.mutateAsync({ params: { accountId: account.id }, body })}
      onClose={onClose}
    >
      {turbos ? (
        <TurboChoice turbos={turbos} contractId={account.contractId} />
      ) : (
        <SkeletonLines count={4} />
      )}
    </SideForm>
  )
}

function isTurbo({ current, isHidden, archivedAt }: Service): boolean {
  return Boolean(current?.turbo) && !isHidden && !archivedAt
}

function TurboChoice({ turbos, contractId }: { turbos: readonly Service[]; contractId: number }) {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const speedText = useSpeedText()
  const { form } = useDraft()
  const serviceId: unknown = Form.useWatch('serviceId', form)
  const chosen = turbos.find(({ id }) => id === serviceId)
  if (turbos.length === 0) {
    return (
      <EmptyState
        icon={<ThunderboltOutlined />}
        title={t('turbo.none.title')}
        text={t('turbo.none.text')}
      />
    )
  }
  return (
    <>
      <Field name="serviceId" label={t('turbo.which')} isRequired>
        <ChoiceField
          label={t('turbo.which')}
          choices={turbos.map(({ id, name, current }) => ({
            value: id,
            title: name,
            note: t('turbo.gives', {
              count: current?.turbo?.hours ?? 0,
              speed: speedText({
                speedDownKbps: current?.turbo?.downKbps ?? null,
                speedUpKbps: current?.turbo?.upKbps ?? null,
              }),
            }),
            aside: current && formatMoney(current.price, language),
          }))}
        />
      </Field>
      {(chosen?.quantityMax ?? 1) > 1 && (
        <Field name="quantity" label={t('turbo.times')}>
          <InputNumber className={styles.wide} min={1} max={chosen?.quantityMax} />
        </Field>
      )}
      {chosen?.current && (
        <Money contractId={contractId} price={Number(chosen.current.price.amount)} />
      )}
    </>
  )
}

/** Says beforehand when the money is not there: what is bought then becomes a debt. */
function Money({ contractId, price }: { contractId: number; price: number }) {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const { form } = useDraft()
  const quantity = Number(Form.useWatch('quantity', form) ?? 1)
  const available = useCall(explainContract, { params: { contractId } }).data?.available
  if (!available || Number(available.amount) >= price * quantity) return null
  return (
    <AlertLine
      tone="warn"
      title={t('turbo.shortOfMoney', { available: formatMoney(available, language) })}
    />
  )
}
