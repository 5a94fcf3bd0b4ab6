import type { Agent } from '@altyn/contract/network'
import { issueDhcpKey } from '@altyn/contract/network/dhcp-settings'
import { KeyOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { formatDuration } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { Facts } from '../../../ui/pieces/facts.tsx'

/** What DHCP servers are told, and the key that they show. */
export function DhcpState({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const can = usePermissions()
  if (!agent.dhcp) return null
  const guests = agent.radius?.admitsGuests ?? []
  return (
    <>
      {!agent.hasDhcpKey && (
        <AlertLine tone="warn" title={t('dhcp.noKey')} advice={t('dhcp.noKeyAdvice')} />
      )}
      <Facts
        facts={[
          {
            key: 'lease',
            label: t('dhcp.lease'),
            value: formatDuration(agent.dhcp.leaseSeconds, language),
          },
          { key: 'dns', label: t('dhcp.dns'), value: agent.dhcp.dns.join(', ') || '—' },
          {
            key: 'guests',
            label: t('guests.title'),
            value:
              guests.map((reason) => t(`guests.reasons.${reason}`)).join(', ') ||
              t('guests.nobody'),
          },
        ]}
      />
      {can('usage.read') && (
        <GoLink to={paths.dhcpLeases({ agentId: agent.id })}>{t('dhcp.leases')}</GoLink>
      )}
      {can('network.change') && <KeyButton agent={agent} />}
    </>
  )
}

/** Issues a key, after a question where one is in use, and shows it once. */
function KeyButton({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const [isAsking, setAsking] = useState(false)
  const [key, setKey] = useState<string>()
  const issue = useDeed(issueDhcpKey, { isFailureShownByCaller: isAsking })
  const run = async () => {
    const issued = await issue.mutateAsync({ params: { id: agent.id }, ifMatch: agent.version })
    setKey(issued.key)
  }
  return (
    <div>
      <Button
        size="small"
        icon={<KeyOutlined />}
        loading={issue.isPending}
        onClick={() => {
          if (agent.hasDhcpKey) setAsking(true)
          else void run().catch(() => undefined)
        }}
      >
        {t(agent.hasDhcpKey ? 'dhcp.newKey' : 'dhcp.issueKey')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          isOpen
          title={t('dhcp.newKeyTitle')}
          confirmLabel={t('dhcp.newKey')}
          isDanger
          onConfirm={run}
          onClose={() => setAsking(false)}
        >
          <p>{t('dhcp.newKeyEffect')}</p>
        </ConfirmDialog>
      )}
      <Modal
        open={key !== undefined}
        title={t('dhcp.keyTitle')}
        onCancel={() => setKey(undefined)}
        footer={
          <Button type="primary" onClick={() => setKey(undefined)}>
            {t('dhcp.keyTaken')}
          </Button>
        }
      >
        <p>{t('dhcp.keyOnce')}</p>
        <CopyText text={`Authorization: Bearer ${key}`} isCode />
      </Modal>
    </div>
  )
}
