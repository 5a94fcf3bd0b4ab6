import type { Agent, Nas } from '@altyn/contract/network'
import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { formatDay } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { Skeleton } from '../../../ui/feedback/skeleton.tsx'
import { Facts } from '../../../ui/pieces/facts.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import styles from '../network.module.css'
import { AgentSwitch } from './agent-switch.tsx'
import { useTimerFacts } from './agent-timers.tsx'
import { CertificateForm } from './certificate-form.tsx'
import { DhcpState } from './dhcp-state.tsx'
import { FlowState } from './flow-state.tsx'
import { RadiusCharts, RadiusState } from './radius-state.tsx'

type AgentPanelsProps = {
  agents: readonly Agent[] | undefined
  nas: readonly Nas[]
  onEdit: (agent: Agent) => void
}

/** The agents with their timers, above the access servers that belong to them. */
export function AgentPanels({ agents, nas, onEdit }: AgentPanelsProps) {
  const t = useTexts('network')
  if (!agents) return <Skeleton height={132} />
  return (
    <section className={styles.agents} aria-label={t('agents.title')}>
      {agents.map((agent) => (
        <AgentPanel
          key={agent.id}
          agent={agent}
          nasCount={nas.filter(({ agentId }) => agentId === agent.id).length}
          onEdit={() => onEdit(agent)}
        />
      ))}
    </section>
  )
}

function AgentPanel(props: { agent: Agent; nasCount: number; onEdit: () => void }) {
  const { agent, nasCount, onEdit } = props
  const t = useTexts('network')
  const can = usePermissions()
  const timers = useTimerFacts(agent)
  return (
    <article className={styles.agent} data-wide={agent.kind === 'radius-internet' || undefined}>
      <header>
        <div>
          <h2>{agent.name}</h2>
          <p>
            {agent.kind === 'radius-internet'
              ? t('agents.kind', { count: nasCount })
              : t(`agents.kinds.${agent.kind}`)}
          </p>
        </div>
        {can('network.change') && (
          <Button
            size="small"
            icon={<EditOutlined />}
            aria-label={t('agents.edit', { name: agent.name })}
            onClick={onEdit}
          >
            {t('change')}
          </Button>
        )}
      </header>
      {agent.stoppedAt && <AgentSwitch agent={agent} />}
      {agent.kind === 'radius-internet' ? (
        <>
          <div className={styles.agentFacts}>
            <RadiusState agent={agent} />
            <Facts facts={timers} />
            <Admission agent={agent} />
          </div>
          <RadiusCharts agent={agent} />
        </>
      ) : (
        timers.length > 0 && <Facts facts={timers} />
      )}
      {agent.flows && <FlowState agent={agent} />}
      {agent.dhcp && <DhcpState agent={agent} />}
      {!agent.stoppedAt && <AgentSwitch agent={agent} />}
    </article>
  )
}

/** Which 802.1X methods an agent takes, whom it admits as guests, until when its certificate holds. */
function Admission({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const can = usePermissions()
  const [isOpen, setOpen] = useState(false)
  const methods = agent.radius?.eapMethods ?? []
  const guests = agent.radius?.admitsGuests ?? []
  return (
    <div className={styles.wireless}>
      <Facts
        facts={[
          {
            key: 'eap',
            label: t('radius.eapMethods'),
            value:
              methods.map((method) => t(`radius.eap.${method}`)).join(', ') || t('radius.noEap'),
          },
          {
            key: 'guests',
            label: t('guests.title'),
            value:
              guests.map((reason) => t(`guests.reasons.${reason}`)).join(', ') ||
              t('guests.nobody'),
          },
          { key: 'certificate', label: t('certificate.short'), value: <Expiry agent={agent} /> },
        ]}
      />
      {can('network.change') && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t(agent.certificate ? 'certificate.replace' : 'certificate.add')}
        </Button>
      )}
      {isOpen && <CertificateForm agent={agent} onClose={() => setOpen(false)} />}
    </div>
  )
}

const WARN_DAYS = 30

function Expiry({ agent: { certificate } }: { agent: Agent }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const today = Temporal.PlainDate.from(useToday())
  if (!certificate) return t('certificate.none')
  const until = Temporal.PlainDate.from(certificate.validUntil.slice(0, 10))
  const left = today.until(until).days
  const label = t(left < 0 ? 'certificate.expired' : 'certificate.until', {
    day: formatDay(until.toString(), language),
  })
  const tone = left < 0 ? 'bad' : left < WARN_DAYS ? 'warn' : 'ok'
  return (
    <>
      <StatusTag tone={tone} label={label} isBare /> <span>{certificate.subject}</span>
    </>
  )
}
