import { EAP_METHODS, radiusSettings } from '@altyn/contract/network/radius-settings'
import { Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FlagField } from '../../../ui/fields/field.tsx'

export const USUAL_RADIUS = radiusSettings.parse({})
const FLAGS = [
  'stripsRealm',
  'learnsMac',
  'checksMac',
  'authenticatesByMac',
  'checksLine',
  'refusesUnreadLine',
  'authenticatesByLine',
  'checksFixedAddress',
  'ignoresBlockedTraffic',
  'restartsOnSpeedChange',
  'lastAuthOnly',
] as const

/** How a RADIUS agent lets subscribers in, each rule with what it means. */
export function RadiusFields() {
  const t = useTexts('network')
  return (
    <FieldGroup title={t('radius.title')}>
      <Field name="radius.eapMethods" label={t('radius.eapMethods')} hint={t('radius.eapHint')}>
        <Select
          mode="multiple"
          placeholder={t('radius.noEap')}
          options={EAP_METHODS.map((value) => ({ value, label: t(`radius.eap.${value}`) }))}
        />
      </Field>
      {FLAGS.map((flag) => (
        <FlagField
          key={flag}
          name={`radius.${flag}`}
          label={t(`radius.${flag}.label`)}
          hint={t(`radius.${flag}.hint`)}
        />
      ))}
    </FieldGroup>
  )
}
