import { declareEmergency, EMERGENCY_HOURS_MAX } from '@altyn/contract/access/emergency'
import { Input, InputNumber } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

/** Stops asking for money for some hours; it comes back by itself. */
export function EmergencyForm({ onClose }: { onClose: () => void }) {
  const t = useTexts('access')
  const declare = useDeed(declareEmergency, {
    done: t('emergency.declared'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('emergency.declare')}
      saveLabel={t('emergency.submit')}
      isDanger
      schema={declareEmergency.body}
      initial={{ hours: 4, reason: '' }}
      effect={<AlertLine tone="warn" title={t('emergency.effect')} />}
      onSave={(body) => declare.mutateAsync({ body })}
      onClose={onClose}
    >
      <Field name="reason" label={t('emergency.reason')} isRequired>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} />
      </Field>
      <Field name="hours" label={t('emergency.hours')} isRequired>
        <InputNumber min={1} max={EMERGENCY_HOURS_MAX} />
      </Field>
    </SideForm>
  )
}
