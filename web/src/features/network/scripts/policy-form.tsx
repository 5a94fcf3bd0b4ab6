import {
  changePortPolicy,
  createPortPolicy,
  type PortPolicy,
  portPolicyForm,
} from '@altyn/contract/network/port-policies'
import { listScripts, SCRIPT_EVENTS } from '@altyn/contract/network/scripts'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { DevicesField, TemplatesField } from './place-fields.tsx'
import styles from './scripts.module.css'

const WIDTH = 560

/** Makes a policy of ports, changes it, or shows it to whoever may only look. */
export function PolicyForm({ policy, onClose }: { policy?: PortPolicy; onClose: () => void }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const options = { isFailureShownByCaller: true }
  const create = useDeed(createPortPolicy, { ...options, done: t('policies.created') })
  const change = useDeed(changePortPolicy, { ...options, done: t('saved') })
  return (
    <SideForm
      title={policy ? t('policies.edit', { name: policy.name }) : t('policies.create')}
      saveLabel={policy ? t('save') : t('policies.create')}
      width={WIDTH}
      schema={portPolicyForm}
      initial={policy ? portPolicyForm.parse(policy) : EMPTY}
      reason={can('network.edit-scripts') ? undefined : t('mayNotEdit')}
      onSave={(body) =>
        policy
          ? change.mutateAsync({ params: { id: policy.id }, ifMatch: policy.version, body })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <FieldGroup>
        <Field name="name" label={t('fields.name')} hint={t('policies.nameHint')} isRequired>
          <Input autoComplete="off" />
        </Field>
      </FieldGroup>
      <ScriptFields />
      <FieldGroup title={t('policies.places')} help={t('policies.placesHelp')}>
        <TemplatesField label={t('fields.models')} />
        <DevicesField label={t('fields.devices')} />
      </FieldGroup>
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}

const EMPTY = { name: '', scripts: [], templateIds: [], deviceIds: [], note: '' }

function ScriptFields() {
  const t = useTexts('scripts')
  const scripts = useItems(listScripts)
  const live = scripts.rows.filter(({ archivedAt }) => archivedAt === null)
  return (
    <FieldGroup title={t('policies.scripts')} help={t('policies.scriptsHelp')}>
      <Form.List name="scripts">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className={styles.pair}>
                <Field name={`scripts.${name}.event`} label={t('policies.event')} listed={1}>
                  <Select
                    options={SCRIPT_EVENTS.map((value) => ({ value, label: t(`events.${value}`) }))}
                  />
                </Field>
                <Field name={`scripts.${name}.scriptId`} label={t('run.script')} listed={1}>
                  <Select
                    showSearch={{ optionFilterProp: 'label' }}
                    notFoundContent={t('dialog.noScripts')}
                    labelRender={({ label }) => label ?? '…'}
                    options={live.map((row) => ({ value: row.id, label: row.name }))}
                  />
                </Field>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('policies.takeOut')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ event: 'bound' })}>
              {t('policies.addScript')}
            </Button>
          </>
        )}
      </Form.List>
    </FieldGroup>
  )
}
