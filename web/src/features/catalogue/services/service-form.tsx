import { listServiceClasses } from '@altyn/contract/catalogue'
import { createService, listServices, SERVICE_KINDS } from '@altyn/contract/catalogue/services'
import { Form, Input, InputNumber, Select } from 'antd'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useCurrency, useToday } from '../../../lib/operator.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field, FieldGroup, FieldRow } from '../../../ui/fields/field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from '../catalogue.module.css'
import { ServiceTermsFields } from './service-terms-fields.tsx'

const WIDTH = 560
export const FIRST_SERVICE_TERMS = {
  price: '',
  activation: '0',
  firstPeriod: 'by-days',
  lastPeriod: 'by-days',
  promoDays: 0,
  promoPrice: '0',
  termMonthsMin: 0,
  exitFee: '0',
  blockFees: { money: '0', staff: '0', 'own-wish': '0' },
  quantityDiscounts: [],
  turbo: null,
} as const

/** A new service, or a package of services at one price. */
export function ServiceForm({ onClose }: { onClose: () => void }) {
  const t = useTexts('catalogue')
  const today = useToday()
  const create = useDeed(createService, {
    isFailureShownByCaller: true,
    done: ({ name }) => t('services.created', { name }),
  })
  return (
    <SideForm
      title={t('services.new')}
      saveLabel={t('services.create')}
      width={WIDTH}
      schema={createService.body}
      initial={{
        ...FIRST_SERVICE_TERMS,
        quantityDiscounts: [],
        name: '',
        kind: 'monthly',
        serviceClass: 'periodic',
        quantityMax: 1,
        discountScope: 'account',
        members: [],
        externalId: '',
        from: `${today.slice(0, 7)}-01`,
      }}
      onSave={(body) =>
        // What was ticked before the kind was changed is not meant any more.
        create.mutateAsync({ body: body.kind === 'one-off' ? body : { ...body, turbo: null } })
      }
      onClose={onClose}
    >
      <Field name="name" label={t('form.name')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="kind" label={t('services.kind')}>
        <ChoiceField
          label={t('services.kind')}
          choices={SERVICE_KINDS.map((value) => ({
            value,
            title: t(`services.kinds.${value}.title`),
            note: t(`services.kinds.${value}.note`),
          }))}
        />
      </Field>
      <FieldRow>
        <Field name="serviceClass" label={t('form.serviceClass')}>
          <ClassPicker />
        </Field>
        <Field name="from" label={t('form.from')} isRequired>
          <DayField />
        </Field>
      </FieldRow>
      <ServiceTermsFields currency={useCurrency()} />
      <FieldGroup title={t('services.packageLabel')} help={t('services.packageHelp')}>
        <MembersField />
      </FieldGroup>
      <FieldGroup title={t('services.more')}>
        <FieldRow>
          <Field name="quantityMax" label={t('services.quantityMax')}>
            <InputNumber min={1} max={10_000} />
          </Field>
          <Field
            name="externalId"
            label={t('services.externalId')}
            hint={t('services.externalHint')}
          >
            <Input />
          </Field>
        </FieldRow>
      </FieldGroup>
    </SideForm>
  )
}

function ClassPicker(props: { value?: string; onChange?: (code: string) => void; id?: string }) {
  const [language] = useLanguage()
  const { data } = useCall(listServiceClasses)
  const options = data?.items
    .filter(({ archivedAt }) => !archivedAt)
    .map(({ code, nameRu, nameEn }) => ({
      value: code,
      label: language === 'ru' ? nameRu : nameEn,
    }))
  return <Select {...props} loading={!data} options={options} />
}

/** The services of a package, each with a quantity. */
export function MembersField() {
  const t = useTexts('catalogue')
  const services = useCall(listServices, { query: {} })
  const options = services.data?.items
    .filter(({ kind, members }) => kind !== 'one-off' && members.length === 0)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Form.List name="members">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.member}>
              <Form.Item name={[name, 'serviceId']} noStyle>
                <Select
                  className={styles.memberName}
                  aria-label={t('services.member')}
                  placeholder={t('services.member')}
                  options={options}
                />
              </Form.Item>
              <Form.Item name={[name, 'quantity']} noStyle>
                <InputNumber min={1} max={10_000} aria-label={t('services.quantity')} />
              </Form.Item>
              <RowButton
                label={t('services.removeMember')}
                isRemoving
                onPress={() => remove(name)}
              />
            </div>
          ))}
          <RowButton
            label={t('services.addMember')}
            onPress={() => add({ serviceId: undefined, quantity: 1 })}
          />
        </>
      )}
    </Form.List>
  )
}
