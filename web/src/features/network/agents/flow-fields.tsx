import type { FlowSettings } from '@altyn/contract/network/flow-settings'
import { InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FlagField } from '../../../ui/fields/field.tsx'

export const USUAL_FLOWS: FlowSettings = {
  listenPort: 2055,
  exporters: [],
  ignoredNetworks: [],
  countsLocal: true,
  countsBlocked: true,
}
const SEPARATORS = [',', ';', ' ', '\n']

/** Where an agent listens, to whom, and what of it counts. */
export function FlowFields() {
  const t = useTexts('network')
  return (
    <>
      <FieldGroup title={t('flows.title')} help={t('flows.help')}>
        <Field
          name="flows.listenPort"
          label={t('flows.listenPort')}
          hint={t('flows.portHint')}
          isRequired
        >
          <InputNumber min={1} max={65_535} />
        </Field>
        <Field
          name="flows.exporters"
          label={t('flows.exporters')}
          hint={t('flows.exportersHint')}
          isRequired
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SEPARATORS} />
        </Field>
      </FieldGroup>
      <FieldGroup title={t('flows.counting')}>
        <Field
          name="flows.ignoredNetworks"
          label={t('flows.ignoredNetworks')}
          hint={t('flows.ignoredHint')}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SEPARATORS} />
        </Field>
        <FlagField
          name="flows.countsLocal"
          label={t('flows.countsLocal')}
          hint={t('flows.localHint')}
        />
        <FlagField name="flows.countsBlocked" label={t('flows.countsBlocked')} />
      </FieldGroup>
    </>
  )
}
