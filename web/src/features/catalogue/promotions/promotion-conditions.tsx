import { listTariffs } from '@altyn/contract/catalogue'
import type { Promotion } from '@altyn/contract/catalogue/promotions'
import { Form, Input, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useItems } from '../../../lib/use-list.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field, FieldGroup, FieldRow } from '../../../ui/fields/field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import { type Group, useGroups } from './use-groups.ts'

/** Whom a promotion is for: all conditions that are filled in have to be met. */
export function PromotionConditions({ promotion }: { promotion: Promotion | undefined }) {
  const t = useTexts('catalogue')
  const tariffs = useItems(listTariffs, { query: {} })
  const { accounts, contracts } = useGroups()
  return (
    <FieldGroup title={t('promotions.conditions')} help={t('promotions.conditionsHelp')}>
      <Field name="promoCode" label={t('promotions.code')} hint={t('promotions.codeHint')}>
        <Input autoComplete="off" />
      </Field>
      <Field name="tariffIds" label={t('promotions.tariffs')} hint={t('promotions.tariffsHint')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={tariffs.rows.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      {accounts && (
        <Field
          name="accountGroupIds"
          label={t('promotions.accountGroups')}
          hint={t('promotions.groupsHint')}
        >
          <GroupSelect groups={accounts} kept={promotion?.accountGroupIds} />
        </Field>
      )}
      {contracts && (
        <Field
          name="contractGroupIds"
          label={t('promotions.contractGroups')}
          hint={t('promotions.groupsHint')}
        >
          <GroupSelect groups={contracts} kept={promotion?.contractGroupIds} />
        </Field>
      )}
      <FieldRow>
        <Field name="connectedFrom" label={t('promotions.connectedFrom')}>
          <DayField />
        </Field>
        <Field name="connectedUntil" label={t('promotions.connectedUntil')}>
          <DayField />
        </Field>
      </FieldRow>
      <Addresses />
    </FieldGroup>
  )
}

type GroupSelectProps = {
  groups: readonly Group[]
  /** What was chosen before is shown even when it has gone to the archive. */
  kept: readonly number[] | undefined
  id?: string
  value?: number[]
  onChange?: (value: number[]) => void
}

function GroupSelect({ groups, kept = [], ...control }: GroupSelectProps) {
  const options = groups
    .filter(({ id, archivedAt }) => !archivedAt || kept.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      {...control}
    />
  )
}

function Addresses() {
  const t = useTexts('catalogue')
  return (
    <FieldGroup title={t('promotions.addresses')} help={t('promotions.addressesHelp')}>
      <Form.List name="addresses">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, i) => (
              <div key={key}>
                <FieldRow>
                  <Part at={i} part="city" />
                  <Part at={i} part="street" />
                  <Part at={i} part="house" />
                </FieldRow>
                <RowButton
                  label={t('promotions.removeAddress', { number: i + 1 })}
                  isRemoving
                  onPress={() => remove(name)}
                />
              </div>
            ))}
            <RowButton
              label={t('promotions.addAddress')}
              onPress={() => add({ city: '', street: '', house: '' })}
            />
          </>
        )}
      </Form.List>
    </FieldGroup>
  )
}

function Part({ at, part }: { at: number; part: 'city' | 'street' | 'house' }) {
  const t = useTexts('catalogue')
  return (
    <Field listed={1} name={`addresses.${at}.${part}`} label={t(`promotions.address.${part}`)}>
      <Input autoComplete="off" />
    </Field>
  )
}
