import type { AttributeRow } from '@altyn/contract/network/attributes'
import { InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { AccountPicker } from './account-picker.tsx'
import { type LinkOption, useLinkOptions } from './use-links.ts'

/** Whom a row is for. Everything that is filled in has to be met; nothing is for everybody. */
export function LinkFields({ row }: { row: AttributeRow | undefined }) {
  const t = useTexts('attributes')
  const options = useLinkOptions()
  const { accountGroupId: groups, tariffId: tariffs } = options
  return (
    <FieldGroup title={t('form.whom')} help={t('form.whomHelp')}>
      <Field name="accountId" label={t('form.accountId')}>
        <AccountPicker login={row?.accountLogin ?? undefined} />
      </Field>
      {tariffs && (
        <Field name="tariffId" label={t('form.tariffId')}>
          <LinkSelect options={tariffs} keptId={row?.tariffId} keptName={row?.tariffName} />
        </Field>
      )}
      {groups && (
        <Field name="accountGroupId" label={t('form.accountGroupId')}>
          <LinkSelect
            options={groups}
            keptId={row?.accountGroupId}
            keptName={row?.accountGroupName}
          />
        </Field>
      )}
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

type LinkSelectProps = {
  options: readonly LinkOption[]
  /** What was chosen before keeps its name, also when it is in the archive. */
  keptId: number | null | undefined
  keptName: string | null | undefined
  value?: number | null
  onChange?: (id: number | null) => void
  onBlur?: () => void
  id?: string
}

/** A choice of what a row is linked to, which can be cleared. */
export function LinkSelect({
  options,
  keptId,
  keptName,
  value,
  onChange,
  ...rest
}: LinkSelectProps) {
  const t = useTexts('attributes')
  const isListed = options.some((option) => option.value === keptId)
  const kept = keptId && keptName && !isListed ? [{ value: keptId, label: keptName }] : []
  return (
    <Select<number | null>
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
