import type { Account } from '@altyn/contract/accounts'
import { assignService, assignServiceForm } from '@altyn/contract/accounts/services'
import { listServices, type Service } from '@altyn/contract/catalogue/services'
import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { formatMoney } from '../../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { MoneyField } from '../../../ui/fields/money-field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from './arrangements.module.css'

const PARTS_USUAL = 6

type AssignServiceFormProps = { account: Pick<Account, 'id' | 'login'>; onClose: () => void }

/** Assigns a service to an account: from a day on, once, or in instalments. */
export function AssignServiceForm({ account, onClose }: AssignServiceFormProps) {
  const t = useTexts('accounts')
  const today = useToday()
  const assign = useDeed(assignService, {
    done: ({ serviceName }) => t('service.assign.done', { name: serviceName }),
    refresh: ['/api/ledger', '/api/blocking', '/api/charging'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('service.assign.title', { login: account.login })}
      saveLabel={t('service.assign.save')}
      schema={assignServiceForm}
      initial={{
        serviceId: undefined,
        quantity: 1,
        from: today,
        until: null,
        plan: null,
        comment: '',
      }}
      onSave={(body) =>
        assign.mutateAsync({
          params: { accountId: account.id },
          body: { ...body, until: body.until || null },
        })
      }
      onClose={onClose}
    >
      <ServiceFields />
    </SideForm>
  )
}

function ServiceFields() {
  const t = useTexts('accounts')
  const { form } = useDraft()
  const services = useCall(listServices, { query: {} })
  const serviceId: unknown = Form.useWatch('serviceId', form)
  const chosen = services.data?.items.find(({ id }) => id === serviceId)
  const isOneOff = chosen?.kind === 'one-off'
  return (
    <>
      <Field name="serviceId" label={t('service.label')} isRequired>
        <ServicePicker services={services.data?.items.filter(({ current }) => !current?.turbo)} />
      </Field>
      <FieldRow>
        <Field name="from" label={t(isOneOff ? 'service.doneOn' : 'service.from')} isRequired>
          <DayField />
        </Field>
        {(chosen?.quantityMax ?? 1) > 1 && (
          <Field name="quantity" label={t('service.quantity')}>
            <InputNumber className={styles.wide} min={1} max={chosen?.quantityMax} />
          </Field>
        )}
      </FieldRow>
      {isOneOff && <InstalmentFields service={chosen} />}
      <Field name="comment" label={t('service.comment')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      {chosen && <ServiceSum service={chosen} />}
    </>
  )
}

/** Chooses a service by its name, with its price in sight; hidden and archived ones are left out. */
export function ServicePicker(props: {
  services: readonly Service[] | undefined
  value?: number
  onChange?: (id: number) => void
  id?: string
}) {
  const { services, ...rest } = props
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const shown = services?.filter(({ isHidden, archivedAt }) => !isHidden && !archivedAt) ?? []
  return (
    <Select<number>
      {...rest}
      loading={!services}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('service.pick')}
      notFoundContent={t('service.none')}
      options={shown.map((service) => ({ value: service.id, label: service.name, service }))}
      optionRender={({ data: { service } }) => (
        <span className={styles.option}>
          <span>{service.name}</span>
          <small>
            {service.current &&
              t(`service.price.${service.kind}`, {
                sum: formatMoney(service.current.price, language),
              })}
          </small>
        </span>
      )}
    />
  )
}

function InstalmentFields({ service }: { service: Service }) {
  const t = useTexts('accounts')
  const { form, noteChange } = useDraft()
  const [isInParts, setInParts] = useState(false)
  const toggle = (isOn: boolean) => {
    setInParts(isOn)
    form.setFieldValue('plan', isOn ? { first: '0', parts: PARTS_USUAL } : null)
    noteChange()
  }
  return (
    <>
      <Checkbox
        className={styles.flag}
        checked={isInParts}
        onChange={(event) => toggle(event.target.checked)}
      >
        {t('service.inParts')}
      </Checkbox>
      {isInParts && (
        <FieldRow>
          <Field name="plan.first" label={t('service.first')}>
            <MoneyField currency={service.currency} />
          </Field>
          <Field name="plan.parts" label={t('service.parts')}>
            <InputNumber className={styles.wide} min={1} max={60} />
          </Field>
        </FieldRow>
      )}
    </>
  )
}

/** What the subscriber will be told: the price, and what comes with it. */
function ServiceSum({ service: { current, kind } }: { service: Service }) {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  if (!current) return null
  const sum = (value: typeof current.price) => formatMoney(value, language)
  const isSome = (value: typeof current.price) => Number(value.amount) > 0
  return (
    <div className={styles.sum} aria-live="polite">
      <ul>
        <li>{t(`service.price.${kind}`, { sum: sum(current.price) })}</li>
        {isSome(current.activation) && (
          <li>{t('service.activation', { sum: sum(current.activation) })}</li>
        )}
        {current.promoDays > 0 && (
          <li>{t('service.promo', { count: current.promoDays, sum: sum(current.promoPrice) })}</li>
        )}
        {isSome(current.exitFee) && (
          <li>{t('service.exit', { count: current.termMonthsMin, sum: sum(current.exitFee) })}</li>
        )}
      </ul>
    </div>
  )
}
