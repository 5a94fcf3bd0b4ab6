import { TURBO_HOURS_MAX } from '@altyn/contract/catalogue/services'
import { Checkbox, Form, InputNumber } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import styles from '../catalogue.module.css'
import { SpeedField } from '../speed-field.tsx'

const USUAL_TURBO = { hours: 3, downKbps: 500_000, upKbps: 500_000 }

/** Makes a one-off service a turbo button: faster for some hours from the moment it is given. */
export function TurboFields() {
  const t = useTexts('catalogue')
  const { form, noteChange } = useDraft()
  const isTurbo = Boolean(Form.useWatch('turbo', { form, preserve: true }))
  const toggle = (isOn: boolean) => {
    form.setFieldValue('turbo', isOn ? USUAL_TURBO : null)
    noteChange()
  }
  return (
    <>
      <Checkbox
        className={styles.flag}
        checked={isTurbo}
        onChange={(event) => toggle(event.target.checked)}
      >
        {t('turbo.flag')}
      </Checkbox>
      {isTurbo && (
        <>
          <Field name="turbo.hours" label={t('turbo.hours')} isRequired>
            <InputNumber min={1} max={TURBO_HOURS_MAX} />
          </Field>
          <FieldRow>
            <Field name="turbo.downKbps" label={t('form.speedDown')} hint={t('form.speedHint')}>
              <SpeedField />
            </Field>
            <Field name="turbo.upKbps" label={t('form.speedUp')}>
              <SpeedField />
            </Field>
          </FieldRow>
        </>
      )}
    </>
  )
}
