import type { Agent, Nas } from '@altyn/contract/network'
import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { Skeleton } from '../../ui/feedback/skeleton.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { useTimerFacts } from './agent-timers.tsx'
import styles from './network.module.css'

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
    <article className={styles.agent}>
      <header>
        <div>
          <h2>{agent.name}</h2>
          <p>
            {agent.kind === 'calls'
              ? t('agents.kinds.calls')
              : t('agents.kind', { count: nasCount })}
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
      {timers.length > 0 && <Facts facts={timers} />}
    </article>
  )
}
