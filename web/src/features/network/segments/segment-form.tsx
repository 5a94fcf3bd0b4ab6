import type { Agent } from '@altyn/contract/network'
import {
  changeSegment,
  createSegment,
  SEGMENT_KINDS,
  SEGMENT_PURPOSES,
  type Segment,
  segmentForm,
} from '@altyn/contract/network/segments'
import { Form, Input, InputNumber, Select } from 'antd'
import type { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { useNasNames } from '../use-nas-names.ts'
import { spanOf } from './network-span.ts'
import styles from './segments.module.css'

type Draft = z.input<typeof segmentForm>

type SegmentFormProps = {
  agents: readonly Agent[]
  /** The segment to change; a new one is added without it. */
  segment?: Segment
  onClose: () => void
}

/** Adds a segment or changes it. */
export function SegmentForm({ agents, segment, onClose }: SegmentFormProps) {
  const t = useTexts('network')
  const create = useDeed(createSegment, {
    done: t('segments.created'),
    isFailureShownByCaller: true,
  })
  const change = useDeed(changeSegment, {
    done: t('segments.changed'),
    isFailureShownByCaller: true,
  })
  const save = ({ agentId, kind, ...form }: Draft) => {
    if (!segment) return create.mutateAsync({ body: { agentId, kind, ...form } })
    return change.mutateAsync({ params: { id: segment.id }, body: form, ifMatch: segment.version })
  }
  return (
    <SideForm
      title={segment ? t('segments.editTitle', { name: segment.name }) : t('segments.create')}
      saveLabel={segment ? t('save') : t('segments.create')}
      schema={segmentForm}
      initial={segment ? toForm(segment) : newForm(agents)}
      onSave={save}
      onClose={onClose}
      width={520}
    >
      <MainFields agents={agents} isNew={!segment} />
      <GivingFields />
      <PlaceFields />
    </SideForm>
  )
}

function MainFields({ agents, isNew }: { agents: readonly Agent[]; isNew: boolean }) {
  const t = useTexts('network')
  return (
    <FieldGroup>
      <Field name="name" label={t('fields.name')} hint={t('segments.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      {isNew && <KindField />}
      <NetworkField />
      <DelegatedField />
      {isNew && agents.length > 1 && (
        <Field name="agentId" label={t('fields.agentId')} hint={t('segments.agentHint')}>
          <Select options={agents.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      )}
    </FieldGroup>
  )
}

function KindField() {
  const t = useTexts('network')
  const { form } = useDraft()
  return (
    <Field name="kind" label={t('segments.kind')}>
      <Select
        options={SEGMENT_KINDS.map((value) => ({ value, label: t(`segments.kinds.${value}`) }))}
        onChange={(kind) => {
          form.setFieldValue('delegatedLength', kind === 'ipv6-delegated' ? USUAL_DELEGATED : null)
          // Guests get IPv4 only.
          if (kind !== 'ipv4' && form.getFieldValue('purpose') === 'guest') {
            form.setFieldValue('isDynamic', false)
          }
        }}
      />
    </Field>
  )
}

const USUAL_DELEGATED = 56

function useKind(): unknown {
  const { form } = useDraft()
  return Form.useWatch('kind', { form, preserve: true })
}

function NetworkField() {
  const t = useTexts('network')
  const [language] = useLanguage()
  const { form } = useDraft()
  const kind = useKind()
  const typed: unknown = Form.useWatch('network', form)
  const isV4 = kind === 'ipv4'
  const span = isV4 && typeof typed === 'string' ? spanOf(typed.trim()) : undefined
  const hint = () => {
    if (!isV4) return t('segments.prefixHint')
    if (span === undefined || span === 'too-small') return t('segments.networkHint')
    if (span === 'not-a-network') return t('segments.not-a-network')
    return t('segments.span', { ...span, count: formatCount(span.count, language) })
  }
  return (
    <Field name="network" label={t('fields.network')} hint={hint()} isRequired>
      <Input
        autoComplete="off"
        spellCheck={false}
        placeholder={isV4 ? '10.0.12.0/24' : '2001:db8::/40'}
        className={styles.code}
      />
    </Field>
  )
}

function DelegatedField() {
  const t = useTexts('network')
  if (useKind() !== 'ipv6-delegated') return null
  return (
    <Field
      name="delegatedLength"
      label={t('segments.delegatedLength')}
      hint={t('segments.delegatedHint')}
      isRequired
    >
      <InputNumber min={17} max={64} prefix="/" className={styles.short} />
    </Field>
  )
}

function GivingFields() {
  const t = useTexts('network')
  const { form } = useDraft()
  const isContainer = Form.useWatch('isContainer', form) === true
  const purpose: unknown = Form.useWatch('purpose', form)
  const kind = useKind()
  const givesTo = (whom: unknown) => whom === 'subscribers' || (whom === 'guest' && kind === 'ipv4')
  const isGiving = givesTo(purpose)
  const settle = (container: boolean, giving: boolean) => {
    form.setFieldValue('isDynamic', !container && giving)
    if (container) form.setFieldValue('gateway', null)
  }
  return (
    <FieldGroup title={t('segments.giving')}>
      <Field name="purpose" label={t('segments.purpose')}>
        <Select
          options={SEGMENT_PURPOSES.map((value) => ({
            value,
            label: t(`segments.purposes.${value}`),
          }))}
          onChange={(value) => settle(isContainer, givesTo(value))}
        />
      </Field>
      <ContainerFlag onChange={(container) => settle(container, isGiving)} />
      <FlagField
        name="isDynamic"
        label={t('segments.isDynamic')}
        hint={t(
          purpose === 'guest' && kind !== 'ipv4' ? 'segments.noV6Guests' : 'segments.dynamicHint',
        )}
        isDisabled={isContainer || !isGiving}
      />
    </FieldGroup>
  )
}

/** What holds other segments gives nothing itself, so the flags below follow. */
function ContainerFlag({ onChange }: { onChange: (isContainer: boolean) => void }) {
  const t = useTexts('network')
  return (
    <span
      onChange={(event) => {
        if (event.target instanceof HTMLInputElement) onChange(event.target.checked)
      }}
    >
      <FlagField
        name="isContainer"
        label={t('segments.isContainer')}
        hint={t('segments.containerHint')}
      />
    </span>
  )
}

function PlaceFields() {
  const t = useTexts('network')
  const { form } = useDraft()
  const nas = useNasNames()
  const isContainer = Form.useWatch('isContainer', form) === true
  return (
    <FieldGroup title={t('segments.place')}>
      {!isContainer && (
        <Field name="gateway" label={t('segments.gateway')} hint={t('segments.gatewayHint')}>
          <EmptyIsNull />
        </Field>
      )}
      <FieldRow>
        <Field name="vlanOuter" label={t('segments.vlanOuter')}>
          <InputNumber min={1} max={4094} className={styles.short} />
        </Field>
        <Field name="vlanInner" label={t('segments.vlanInner')} hint={t('segments.vlanInnerHint')}>
          <InputNumber min={1} max={4094} className={styles.short} />
        </Field>
      </FieldRow>
      <Field name="nasIds" label={t('segments.scope')} hint={t('segments.scopeHint')}>
        <Select
          mode="multiple"
          placeholder={t('segments.allNas')}
          optionFilterProp="label"
          options={nas.options.map(({ value, label }) => ({ value: Number(value), label }))}
        />
      </Field>
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </FieldGroup>
  )
}

type TextProps = { value?: string | null; onChange?: (text: string | null) => void; id?: string }

/** An address that may be left out. */
function EmptyIsNull({ value, onChange, ...rest }: TextProps) {
  return (
    <Input
      {...rest}
      value={value ?? ''}
      autoComplete="off"
      spellCheck={false}
      className={styles.code}
      onChange={({ target }) => onChange?.(target.value.trim() || null)}
    />
  )
}

function newForm(agents: readonly Agent[]): Draft {
  return {
    agentId: agents[0]?.id ?? 0,
    name: '',
    network: '',
    kind: 'ipv4',
    delegatedLength: null,
    purpose: 'subscribers',
    isContainer: false,
    isDynamic: true,
    gateway: null,
    vlanOuter: null,
    vlanInner: null,
    nasIds: [],
    note: '',
  }
}

function toForm(segment: Segment): Draft {
  const { agentId, name, network, kind, delegatedLength, purpose, isContainer } = segment
  const { isDynamic, gateway, vlanOuter, vlanInner, nasIds, note } = segment
  return {
    ...{ agentId, name, network, kind, delegatedLength, purpose, isContainer },
    ...{ isDynamic, gateway, vlanOuter, vlanInner, nasIds, note },
  }
}
