import type { AttributeRow } from '@altyn/contract/network/attributes'
import { InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { useCategoryNames } from '../session-services/session-service-words.ts'
import { AccountPicker } from './account-picker.tsx'
import { type LinkOption, useLinkOptions } from './use-links.ts'

/** Whom a row is for. Everything that is filled in has to be met; nothing is for everybody. */
export function LinkFields({ row }: { row: AttributeRow | undefined }) {
  const t = useTexts('attributes')
  const options = useLinkOptions()
  const { accountGroupId: groups, tariffId: tariffs, category: categories } = options
  const categoryName = useCategoryNames()
  return (
    <FieldGroup title={t('form.whom')} help={t('form.whomHelp')}>
      <Field name="accountId" label={t('form.accountId')}>
        <AccountPicker login={row?.accountLogin ?? undefined} />
      </Field>
      <FieldRow>
        {tariffs && (
          <Field name="tariffId" label={t('form.tariffId')}>
            <LinkSelect options={tariffs} keptId={row?.tariffId} keptName={row?.tariffName} />
          </Field>
        )}
        {categories && (
          <Field name="category" label={t('form.category')} hint={t('form.categoryHint')}>
            <LinkSelect
              options={categories}
              keptId={row?.category}
              keptName={categoryName(row?.category ?? null)}
            />
          </Field>
        )}
      </FieldRow>
      <FieldRow>
        {groups && (
          <Field name="accountGroupId" label={t('form.accountGroupId')}>
            <LinkSelect
              options={groups}
              keptId={row?.accountGroupId}
              keptName={row?.accountGroupName}
            />
          </Field>
        )}
        <Field
          name="deviceGroupId"
          label={t('form.deviceGroupId')}
          hint={t('form.deviceGroupHint')}
        >
          <LinkSelect
            options={options.deviceGroupId}
            keptId={row?.deviceGroupId}
            keptName={row?.deviceGroupName}
          />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="nasId" label={t('form.nasId')}>
          <LinkSelect options={options.nasId} keptId={row?.nasId} keptName={row?.nasName} />
        </Field>
        <Field name="agentId" label={t('form.agentId')}>
          <LinkSelect options={options.agentId} keptId={row?.agentId} keptName={row?.agentName} />
        </Field>
      </FieldRow>
      <FlagField name="isForGuests" label={t('form.isForGuests')} hint={t('form.guestsHint')} />
      <Field name="speedDownKbps" label={t('form.speed')} hint={t('form.speedHint')}>
        <InputNumber min={0} precision={0} controls={false} style={{ width: '100%' }} />
      </Field>
    </FieldGroup>
  )
}

type LinkSelectProps<Id> = {
  options: readonly LinkOption<Id>[]
  /** What was chosen before keeps its name, also when it is in the archive. */
  keptId: Id | null | undefined
  keptName: string | null | undefined
  value?: Id | null
  onChange?: (id: Id | null) => void
  onBlur?: () => void
  id?: string
}

/** A choice of what a row is linked to, which can be cleared. */
export function LinkSelect<Id extends number | string>({
  options,
  keptId,
  keptName,
  value,
  onChange,
  ...rest
}: LinkSelectProps<Id>) {
  const t = useTexts('attributes')
  const isListed = options.some((option) => option.value === keptId)
  const kept = keptId && keptName && !isListed ? [{ value: keptId, label: keptName }] : []
  return (
    <Select<Id | null, LinkOption<Id>>
      {...rest}
      value={value ?? undefined}
      onChange={(next) => onChange?.(next ?? null)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('form.any')}
      options={[...options, ...kept]}
    />
  )
}
