import {
  AGENT_KINDS,
  type Agent,
  agentForm,
  changeAgent,
  createAgent,
} from '@altyn/contract/network'
import { Form, Input, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { DurationField } from '../duration-field.tsx'
import { TIMERS, USUAL_TIMERS, useTimerWords } from './agent-timers.tsx'
import { ASTERISK } from './call-format.ts'
import { CallFormatFields } from './call-format-fields.tsx'
import { DhcpFields, USUAL_DHCP, USUAL_DHCP_ADMISSION } from './dhcp-fields.tsx'
import { FlowFields, USUAL_FLOWS } from './flow-fields.tsx'
import { GuestFields } from './guest-fields.tsx'
import { RadiusFields, USUAL_RADIUS } from './radius-fields.tsx'

type AgentFormProps = {
  /** The agent to change; a new one is created without it. */
  agent?: Agent
  onClose: () => void
}

/** Creates an agent or changes how it works: timers of RADIUS, files of an exchange, flows of routers. */
export function AgentForm({ agent, onClose }: AgentFormProps) {
  const t = useTexts('network')
  const create = useDeed(createAgent, { done: t('agents.created'), isFailureShownByCaller: true })
  const change = useDeed(changeAgent, { done: t('agents.changed'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={agent ? t('agents.editTitle', { name: agent.name }) : t('agents.create')}
      saveLabel={agent ? t('save') : t('agents.create')}
      schema={agentForm}
      initial={{
        name: '',
        kind: 'radius-internet',
        callFormat: null,
        radius: USUAL_RADIUS,
        flows: null,
        dhcp: null,
        ...USUAL_TIMERS,
        ...agent,
      }}
      onSave={(body) =>
        agent
          ? change.mutateAsync({ params: { id: agent.id }, body, ifMatch: agent.version })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <NameFields />
      <KindFields agent={agent} />
    </SideForm>
  )
}

const USUAL_ADMISSION: Readonly<Record<string, typeof USUAL_RADIUS>> = {
  'radius-internet': USUAL_RADIUS,
  dhcp: USUAL_DHCP_ADMISSION,
}

/** What the agent is called, under what an agent of its kind is for. */
function NameFields() {
  const t = useTexts('network')
  const { form } = useDraft()
  const kind: unknown = Form.useWatch('kind', { form, preserve: true })
  return (
    <FieldGroup help={t(`agents.help.${kind ?? 'radius-internet'}`)}>
      <Field name="name" label={t('fields.name')} isRequired>
        <Input autoComplete="off" />
      </Field>
    </FieldGroup>
  )
}

/** The kind of an agent is chosen once; the rest of the form follows it. */
function KindFields({ agent }: { agent: Agent | undefined }) {
  const t = useTexts('network')
  const { form } = useDraft()
  const kind: unknown = Form.useWatch('kind', { form, preserve: true })
  return (
    <>
      {!agent && (
        <Field name="kind" label={t('agents.kindLabel')}>
          <Select
            onChange={(chosen: string) =>
              form.setFieldsValue({
                callFormat: chosen === 'calls' ? ASTERISK : null,
                radius: USUAL_ADMISSION[chosen] ?? null,
                dhcp: chosen === 'dhcp' ? USUAL_DHCP : null,
                flows: chosen === 'flows' ? USUAL_FLOWS : null,
              })
            }
            options={AGENT_KINDS.map((value) => ({ value, label: t(`agents.kinds.${value}`) }))}
          />
        </Field>
      )}
      {kind === 'calls' && <CallFormatFields />}
      {kind === 'flows' && <FlowFields />}
      {kind === 'dhcp' && (
        <>
          <DhcpFields agentId={agent?.id} />
          <GuestFields of="dhcp" />
        </>
      )}
      {kind === 'radius-internet' && (
        <>
          <RadiusFields />
          <GuestFields of="radius" />
          <Timers />
        </>
      )}
    </>
  )
}

function Timers() {
  const t = useTexts('network')
  const words = useTimerWords()
  return (
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
  )
}
