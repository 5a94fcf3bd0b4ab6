import { listAgents } from '@altyn/contract/network'
import { type DhcpSettings, dhcpSettings } from '@altyn/contract/network/dhcp-settings'
import { radiusSettings } from '@altyn/contract/network/radius-settings'
import { Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useItems } from '../../../lib/use-list.ts'
import { Field, FieldGroup, FlagField } from '../../../ui/fields/field.tsx'
import { DurationField } from '../duration-field.tsx'

export const USUAL_DHCP: DhcpSettings = dhcpSettings.parse({})
/** Whoever asks for an address has no login: its MAC address or its line says who it is. */
export const USUAL_DHCP_ADMISSION = radiusSettings.parse({
  authenticatesByMac: true,
  authenticatesByLine: true,
})
const SEPARATORS = [',', ';', ' ', '\n']
const FLAGS = [
  'authenticatesByMac',
  'authenticatesByLine',
  'learnsMac',
  'checksMac',
  'checksLine',
  'refusesUnreadLine',
  'checksFixedAddress',
] as const
/** What means something else where nobody has a login. */
const OWN_HINTS: readonly string[] = ['authenticatesByMac', 'authenticatesByLine']

/** What DHCP servers are answered, and for whom. */
export function DhcpFields({ agentId }: { agentId?: number }) {
  const t = useTexts('network')
  const agents = useItems(listAgents)
  const others = agents.rows.filter(({ id, kind }) => id !== agentId && kind !== 'calls')
  return (
    <>
      <FieldGroup title={t('dhcp.title')} help={t('dhcp.help')}>
        <Field name="dhcp.leaseSeconds" label={t('dhcp.lease')} hint={t('dhcp.leaseHint')}>
          <DurationField />
        </Field>
        <Field name="dhcp.dns" label={t('dhcp.dns')} hint={t('dhcp.dnsHint')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SEPARATORS} />
        </Field>
        <Field name="dhcp.servedAgentIds" label={t('dhcp.served')} hint={t('dhcp.servedHint')}>
          <Select
            mode="multiple"
            placeholder={t('dhcp.servesOwn')}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      </FieldGroup>
      <FieldGroup title={t('radius.title')}>
        {FLAGS.map((flag) => (
          <FlagField
            key={flag}
            name={`radius.${flag}`}
            label={OWN_HINTS.includes(flag) ? t(`dhcp.${flag}`) : t(`radius.${flag}.label`)}
            hint={OWN_HINTS.includes(flag) ? undefined : t(`radius.${flag}.hint`)}
          />
        ))}
      </FieldGroup>
    </>
  )
}
