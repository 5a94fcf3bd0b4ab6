import { type Agent, createSegment, segmentForm } from '@altyn/contract/network'
import { Form, Input, Select } from 'antd'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './network.module.css'
import { spanOf } from './network-span.ts'

type SegmentFormProps = { agents: readonly Agent[]; onClose: () => void }

/** Adds a network that addresses are given from. */
export function SegmentForm({ agents, onClose }: SegmentFormProps) {
  const t = useTexts('network')
  const create = useDeed(createSegment, {
    done: t('segments.created'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('segments.create')}
      saveLabel={t('segments.create')}
      schema={segmentForm}
      initial={{ agentId: agents[0]?.id, name: '', network: '' }}
      onSave={(body) => create.mutateAsync({ body })}
      onClose={onClose}
    >
      <Field name="name" label={t('fields.name')} hint={t('segments.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <NetworkField />
      {agents.length > 1 && (
        <Field name="agentId" label={t('fields.agentId')} hint={t('segments.agentHint')}>
          <Select options={agents.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      )}
    </SideForm>
  )
}

function NetworkField() {
  const t = useTexts('network')
  const [language] = useLanguage()
  const { form } = useDraft()
  const typed: unknown = Form.useWatch('network', form)
  const span = typeof typed === 'string' ? spanOf(typed.trim()) : undefined
  const hint = () => {
    if (span === undefined) return t('segments.networkHint')
    if (typeof span === 'string') return t(`segments.${span}`)
    return t('segments.span', { ...span, count: formatCount(span.count, language) })
  }
  return (
    <Field name="network" label={t('fields.network')} hint={hint()} isRequired>
      <Input
        autoComplete="off"
        spellCheck={false}
        placeholder="10.0.12.0/24"
        className={styles.code}
      />
    </Field>
  )
}
