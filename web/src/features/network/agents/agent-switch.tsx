import type { Agent } from '@altyn/contract/network'
import { startAgent, stopAgent } from '@altyn/contract/network/agent-states'
import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { formatInstant } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'

/** Says that an agent was stopped, by whom, and starts it again; a working one is stopped after a question. */
export function AgentSwitch({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const zone = useZone()
  const can = usePermissions()
  const [isAsking, setAsking] = useState(false)
  const start = useDeed(startAgent, { done: t('agents.started', { name: agent.name }) })
  const mayStop = can('network.stop')
  if (agent.stoppedAt) {
    const since = formatInstant(agent.stoppedAt, zone, language)
    return (
      <AlertLine
        tone="bad"
        title={t('agents.isStopped', { since, who: agent.stoppedBy })}
        advice={t(`agents.stopEffects.${agent.kind}`)}
        action={
          mayStop && (
            <Button
              size="small"
              type="primary"
              icon={<PlayCircleOutlined />}
              loading={start.isPending}
              onClick={() => start.mutate({ params: { id: agent.id }, ifMatch: agent.version })}
            >
              {t('agents.start')}
            </Button>
          )
        }
      />
    )
  }
  if (!mayStop) return null
  return (
    <div>
      <Button size="small" icon={<PauseCircleOutlined />} onClick={() => setAsking(true)}>
        {t('agents.stop')}
      </Button>
      {isAsking && <StopDialog agent={agent} onClose={() => setAsking(false)} />}
    </div>
  )
}

function StopDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const t = useTexts('network')
  const stop = useDeed(stopAgent, {
    done: t('agents.stopped', { name: agent.name }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('agents.stopTitle', { name: agent.name })}
      confirmLabel={t('agents.stop')}
      isDanger
      onConfirm={() => stop.mutateAsync({ params: { id: agent.id }, ifMatch: agent.version })}
      onClose={onClose}
    >
      <p>{t(`agents.stopEffects.${agent.kind}`)}</p>
      <p>{t('agents.stopUndo')}</p>
    </ConfirmDialog>
  )
}
