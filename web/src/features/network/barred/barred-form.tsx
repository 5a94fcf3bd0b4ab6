import { barStation } from '@altyn/contract/network/barred'
import { Form, Input, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { AccountPicker } from '../attributes/account-picker.tsx'
import { LinkSelect } from '../attributes/link-fields.tsx'
import { useLinkOptions } from '../attributes/use-links.ts'
import styles from '../network.module.css'

const SCOPES = ['everybody', 'account', 'group', 'tariff'] as const
const LINKS = { account: 'accountId', group: 'accountGroupId', tariff: 'tariffId' } as const

const { station, note, accountId, accountGroupId, tariffId } = barStation.body.shape
/** As people think of it: one place out of all servers and agents, and one kind of people. */
const schema = z
  .object({
    station,
    where: z.string().regex(/^(nas|agent)-\d+$/, 'required'),
    scope: z.enum(SCOPES),
    accountId,
    accountGroupId,
    tariffId,
    note,
  })
  .superRefine((form, context) => {
    const link = form.scope === 'everybody' ? undefined : LINKS[form.scope]
    if (link && form[link] === null) {
      context.addIssue({ code: 'custom', path: [link], message: 'required' })
    }
  })
type Draft = z.input<typeof schema>

/** What is known of the device where somebody came from. */
export type BarredStart = { station?: string; where?: string; note?: string } & Partial<
  Pick<Draft, 'scope' | 'accountId' | 'accountGroupId' | 'tariffId'>
>

/** Bars a device: at one server or at all of an agent, for everybody or for some. */
export function BarredForm({ start, onClose }: { start: BarredStart; onClose: () => void }) {
  const t = useTexts('barred')
  const { nasId: servers } = useLinkOptions()
  const bar = useDeed(barStation, {
    done: t('added'),
    refresh: ['/api/usage', '/api/access'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('add')}
      saveLabel={t('save')}
      isDanger
      schema={schema}
      effect={<AlertLine tone="warn" title={t('effect')} />}
      initial={{
        station: '',
        where: servers.length === 1 ? `nas-${servers[0]?.value}` : '',
        scope: 'everybody',
        accountId: null,
        accountGroupId: null,
        tariffId: null,
        note: '',
        ...start,
      }}
      onSave={(draft) => bar.mutateAsync({ body: toBody(draft) })}
      onClose={onClose}
    >
      <FieldGroup>
        <Field name="station" label={t('fields.station')} hint={t('stationHint')} isRequired>
          <Input autoComplete="off" spellCheck={false} className={styles.code} />
        </Field>
        <Field name="where" label={t('fields.where')} isRequired>
          <WhereSelect />
        </Field>
      </FieldGroup>
      <WhomFields />
      <Field name="note" label={t('fields.note')} hint={t('noteHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </SideForm>
  )
}

function WhereSelect(props: {
  id?: string
  value?: string
  onChange?: (value: string) => void
  onBlur?: () => void
}) {
  const t = useTexts('barred')
  const { nasId: servers, admittingId: agents } = useLinkOptions()
  return (
    <Select
      {...props}
      value={props.value || undefined}
      placeholder={t('chooseWhere')}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        ...servers.map(({ value, label }) => ({
          value: `nas-${value}`,
          label: t('where.nas', { name: label }),
        })),
        ...agents.map(({ value, label }) => ({
          value: `agent-${value}`,
          label: t('where.agent', { name: label }),
        })),
      ]}
    />
  )
}

function WhomFields() {
  const t = useTexts('barred')
  const { form } = useDraft()
  const { accountGroupId: groups, tariffId: tariffs } = useLinkOptions()
  const scope: unknown = Form.useWatch('scope', { form, preserve: true })
  const plain = { keptId: null, keptName: null }
  const offered = SCOPES.filter(
    (value) => !(value === 'group' && !groups) && !(value === 'tariff' && !tariffs),
  )
  return (
    <FieldGroup help={t('whomHelp')}>
      <Field name="scope" label={t('fields.whom')}>
        <Select options={offered.map((value) => ({ value, label: t(`scopes.${value}`) }))} />
      </Field>
      {scope === 'account' && (
        <Field name="accountId" label={t('scopes.account')} isRequired>
          <AccountPicker />
        </Field>
      )}
      {scope === 'group' && groups && (
        <Field name="accountGroupId" label={t('scopes.group')} isRequired>
          <LinkSelect {...plain} options={groups} />
        </Field>
      )}
      {scope === 'tariff' && tariffs && (
        <Field name="tariffId" label={t('scopes.tariff')} isRequired>
          <LinkSelect {...plain} options={tariffs} />
        </Field>
      )}
    </FieldGroup>
  )
}

/** What was chosen for another scope before does not count. */
function toBody({ where, scope, accountId, accountGroupId, tariffId, ...rest }: Draft) {
  const [kind, id] = where.split('-')
  return {
    ...rest,
    nasId: kind === 'nas' ? Number(id) : null,
    agentId: kind === 'agent' ? Number(id) : null,
    accountId: scope === 'account' ? accountId : null,
    accountGroupId: scope === 'group' ? accountGroupId : null,
    tariffId: scope === 'tariff' ? tariffId : null,
  }
}
