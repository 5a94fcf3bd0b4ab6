import { listServices } from '@altyn/contract/catalogue/services'
import {
  changeSessionService,
  createSessionService,
  SERVICE_COUNTINGS,
  type SessionService,
  sessionServiceForm,
} from '@altyn/contract/network/session-services'
import { Form, Input, Select } from 'antd'
import type { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { LinkSelect } from '../attributes/link-fields.tsx'
import { useLinkOptions } from '../attributes/use-links.ts'
import styles from '../network.module.css'
import { SpeedField } from '../speed-field.tsx'
import { useCategoryOptions } from './session-service-words.ts'

type SessionServiceFormProps = { service?: SessionService; onClose: () => void }

/** Describes a service of sessions, or changes it. */
export function SessionServiceForm({ service, onClose }: SessionServiceFormProps) {
  const t = useTexts('session-services')
  const options = { refresh: ['/api/access'], isFailureShownByCaller: true }
  const create = useDeed(createSessionService, { ...options, done: t('created') })
  const change = useDeed(changeSessionService, { ...options, done: t('saved') })
  return (
    <SideForm
      title={service ? t('edit', { name: service.name }) : t('new')}
      saveLabel={service ? t('save') : t('create')}
      schema={sessionServiceForm}
      initial={service ? sessionServiceForm.parse(service) : NEW}
      onSave={(body) =>
        service
          ? change.mutateAsync({ params: { id: service.id }, ifMatch: service.version, body })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <MainFields service={service} />
      <WhoseFields service={service} />
      <CountingFields />
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
      </Field>
    </SideForm>
  )
}

type KnownProps = { service: SessionService | undefined }

function MainFields({ service }: KnownProps) {
  const t = useTexts('session-services')
  const { agentId: agents } = useLinkOptions()
  return (
    <FieldGroup>
      <Field name="title" label={t('fields.title')} hint={t('hints.title')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="name" label={t('fields.name')} hint={t('hints.name')} isRequired>
        <Input autoComplete="off" spellCheck={false} className={styles.code} />
      </Field>
      {(agents.length > 1 || service?.agentId) && (
        <Field name="agentId" label={t('fields.agent')} hint={t('hints.agent')}>
          <LinkSelect
            options={agents}
            keptId={service?.agentId}
            keptName={service?.agentName ?? undefined}
          />
        </Field>
      )}
      <Field name="speed" label={t('fields.speed')} hint={t('hints.speed')}>
        <SpeedField />
      </Field>
    </FieldGroup>
  )
}

/** Whose sessions get it: one of these is enough. */
function WhoseFields({ service }: KnownProps) {
  const t = useTexts('session-services')
  const { tariffId: tariffs = [] } = useLinkOptions()
  const services = useServiceOptions()
  return (
    <FieldGroup title={t('whose.title')} help={t('whose.help')}>
      <FlagField name="isForAll" label={t('fields.isForAll')} />
      <Field name="tariffIds" label={t('fields.tariffs')}>
        <LinksSelect options={tariffs} kept={service?.tariffs} />
      </Field>
      <Field name="serviceIds" label={t('fields.services')} hint={t('hints.services')}>
        <LinksSelect options={services} kept={service?.services} />
      </Field>
      <FlagField name="isForGuests" label={t('fields.isForGuests')} hint={t('hints.guests')} />
      <Field name="slot" label={t('fields.slot')} hint={t('hints.slot')}>
        <Input autoComplete="off" />
      </Field>
    </FieldGroup>
  )
}

/** Services that last, and turbos for hours: what is done once has no time to be on. */
function useServiceOptions(): { value: number; label: string }[] {
  const can = usePermissions()
  const known = useCall(listServices, { query: {} }, { isEnabled: can('catalogue.read') })
  return (known.data?.items ?? [])
    .filter(
      ({ kind, archivedAt, current }) =>
        !archivedAt && (kind !== 'one-off' || current?.turbo != null),
    )
    .map(({ id, name }) => ({ value: id, label: name }))
}

type LinksSelectProps = {
  options: readonly { value: number; label: string }[]
  /** What was chosen before keeps its name, also when it is in the archive. */
  kept: readonly { id: number; name: string }[] | undefined
  id?: string
  value?: number[]
  onChange?: (ids: number[]) => void
  onBlur?: () => void
}

function LinksSelect({ options, kept = [], ...rest }: LinksSelectProps) {
  const t = useTexts('session-services')
  const lost = kept.filter(({ id }) => !options.some(({ value }) => value === id))
  return (
    <Select
      {...rest}
      mode="multiple"
      placeholder={t('none')}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...options, ...lost.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  )
}

function CountingFields() {
  const t = useTexts('session-services')
  const { form } = useDraft()
  const counting: unknown = Form.useWatch('counting', { form, preserve: true })
  return (
    <FieldGroup title={t('counting')} help={t('hints.counting')}>
      <Field name="counting" label={t('fields.counting')}>
        <Select
          options={SERVICE_COUNTINGS.map((value) => ({ value, label: t(`choices.${value}`) }))}
        />
      </Field>
      {counting === 'category' && (
        <Field name="category" label={t('fields.category')} isRequired>
          <CategorySelect />
        </Field>
      )}
    </FieldGroup>
  )
}

type CategorySelectProps = {
  id?: string
  value?: string | null
  onChange?: (code: string) => void
  onBlur?: () => void
}

function CategorySelect({ value, ...rest }: CategorySelectProps) {
  const t = useTexts('session-services')
  return (
    <Select
      {...rest}
      value={value ?? undefined}
      placeholder={t('chooseCategory')}
      notFoundContent={t('noCategories')}
      options={useCategoryOptions()}
    />
  )
}

const NEW: z.input<typeof sessionServiceForm> = {
  name: '',
  title: '',
  agentId: null,
  counting: 'session',
  category: null,
  speed: null,
  slot: '',
  isForAll: false,
  isForGuests: false,
  tariffIds: [],
  serviceIds: [],
  note: '',
}
