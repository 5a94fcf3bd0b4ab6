import { type Agent, agentForm, changeAgent, createAgent } from '@altyn/contract/network'
import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { Field, FieldGroup } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { TIMERS, USUAL_TIMERS, useTimerWords } from './agent-timers.tsx'
import { DurationField } from './duration-field.tsx'

type AgentFormProps = {
  /** The agent to change; a new one is created without it. */
  agent?: Agent
  onClose: () => void
}

/** Creates an agent or changes its timers. */
export function AgentForm({ agent, onClose }: AgentFormProps) {
  const t = useTexts('network')
  const words = useTimerWords()
  const create = useDeed(createAgent, { done: t('agents.created'), isFailureShownByCaller: true })
  const change = useDeed(changeAgent, { done: t('agents.changed'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={agent ? t('agents.editTitle', { name: agent.name }) : t('agents.create')}
      saveLabel={agent ? t('save') : t('agents.create')}
      schema={agentForm}
      initial={{ name: '', ...USUAL_TIMERS, ...agent }}
      onSave={(body) =>
        agent
          ? change.mutateAsync({ params: { id: agent.id }, body, ifMatch: agent.version })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <FieldGroup help={t('agents.help')}>
        <Field name="name" label={t('fields.name')} isRequired>
          <Input autoComplete="off" />
        </Field>
      </FieldGroup>
      <FieldGroup title={t('timers.title')}>
        {TIMERS.map((timer) => (
          <Field
            key={timer}
            name={timer}
            label={t(`timers.${timer}.name`)}
            hint={t(`timers.${timer}.hint`, { usual: words(timer, USUAL_TIMERS[timer]) })}
          >
            <DurationField />
          </Field>
        ))}
      </FieldGroup>
    </SideForm>
  )
}
