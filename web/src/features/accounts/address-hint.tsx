import { ipv4Address } from '@altyn/contract/accounts'
import { readAddressHistory } from '@altyn/contract/network/segments'
import { Form } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import styles from './accounts.module.css'

/** Where the typed fixed address lies; outside of all segments it may be given, but hardly on purpose. */
export function AddressHint() {
  const t = useTexts('accounts')
  const can = usePermissions()
  const { form } = useDraft()
  const typed: unknown = Form.useWatch('address', form)
  const address = typeof typed === 'string' ? typed.trim() : ''
  const isWhole = ipv4Address.safeParse(address).success
  const mayAsk = can('network.read')
  const found = useCall(
    readAddressHistory,
    { query: { address } },
    { isEnabled: mayAsk && isWhole },
  )
  if (!mayAsk || !isWhole || !found.data || found.isPlaceholderData) return null
  const { segment } = found.data
  if (segment)
    return <span>{t('address.inside', { name: segment.name, network: segment.network })}</span>
  return (
    <span role="status" className={styles.outside}>
      {t('address.outside')}
    </span>
  )
}
