import { listDeviceGroups, listDeviceTemplates } from '@altyn/contract/network/device-templates'
import {
  type BatchPreview,
  listScripts,
  previewScriptBatch,
  runScriptBatch,
} from '@altyn/contract/network/scripts'
import { PlayCircleOutlined } from '@ant-design/icons'
import { Drawer, Select } from 'antd'
import { useState } from 'react'
import { failureText } from '../../../lib/failure-text.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ReasonedButton } from '../../../ui/actions/reasoned-button.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { refusalText } from './run-words.tsx'
import styles from './scripts.module.css'

type BatchDrawerProps = {
  /** The script, when it is chosen already. */
  scriptId?: number
  /** The devices, when they are chosen already. */
  deviceIds?: readonly number[]
  onClose: () => void
}

/** A script on many devices: says where it would go and where it cannot, before it goes. */
export function BatchDrawer({ scriptId: given, deviceIds, onClose }: BatchDrawerProps) {
  const t = useTexts('scripts')
  const go = useGo()
  const [scriptId, choose] = useState(given)
  const [groupId, chooseGroup] = useState<number>()
  const [templateId, chooseTemplate] = useState<number>()
  const scope = {
    groupId: groupId ?? null,
    templateId: templateId ?? null,
    deviceIds: deviceIds ? [...deviceIds] : null,
  }
  const preview = useCall(
    previewScriptBatch,
    { params: { id: scriptId ?? 0 }, body: scope },
    { isEnabled: scriptId !== undefined },
  )
  const run = useDeed(runScriptBatch, {
    onDone: ({ id }) => go(paths.scriptRuns({ batchId: id })),
  })
  const count = preview.data?.devicesCount ?? 0
  const reason =
    scriptId === undefined
      ? t('dialog.chooseScript')
      : preview.error || count === 0
        ? t('batch.nowhere')
        : undefined
  return (
    <Drawer open title={t('batch.open')} size="min(520px, 100vw)" onClose={onClose}>
      <div className={styles.panel}>
        <ScriptChoice value={scriptId} onChange={choose} isForDevices />
        {!deviceIds && (
          <ScopeChoice
            groupId={groupId}
            templateId={templateId}
            onGroup={chooseGroup}
            onTemplate={chooseTemplate}
          />
        )}
        {preview.error && <AlertLine tone="bad" {...failureText(preview.error)} />}
        {preview.data && !preview.error && <Effect preview={preview.data} />}
        <ReasonedButton
          type="primary"
          icon={<PlayCircleOutlined />}
          reason={reason}
          loading={run.isPending}
          onClick={() =>
            scriptId !== undefined && run.mutate({ params: { id: scriptId }, body: scope })
          }
        >
          {t('batch.run', { count })}
        </ReasonedButton>
      </div>
    </Drawer>
  )
}

type ScriptChoiceProps = {
  value: number | undefined
  onChange: (id: number) => void
  templateId?: number | null
  /** Only those that need no port. */
  isForDevices?: boolean
}

/** The scripts that can run here. */
export function ScriptChoice({ value, onChange, templateId, isForDevices }: ScriptChoiceProps) {
  const t = useTexts('scripts')
  const scripts = useItems(listScripts)
  const fitting = scripts.rows.filter(
    ({ archivedAt, templateIds, needsPort }) =>
      archivedAt === null &&
      !(isForDevices && needsPort) &&
      (templateId === undefined ||
        templateIds.length === 0 ||
        templateIds.includes(templateId ?? 0)),
  )
  return (
    <Select<number>
      value={value}
      aria-label={t('run.script')}
      placeholder={t('dialog.chooseScript')}
      notFoundContent={t('dialog.noScripts')}
      showSearch={{ optionFilterProp: 'label' }}
      options={fitting.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
      style={{ width: '100%' }}
    />
  )
}

type ScopeChoiceProps = {
  groupId: number | undefined
  templateId: number | undefined
  onGroup: (id: number | undefined) => void
  onTemplate: (id: number | undefined) => void
}

function ScopeChoice({ groupId, templateId, onGroup, onTemplate }: ScopeChoiceProps) {
  const t = useTexts('scripts')
  const groups = useItems(listDeviceGroups)
  const templates = useItems(listDeviceTemplates)
  const optionsOf = (rows: readonly { id: number; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div className={styles.scope}>
      <Select<number>
        value={groupId}
        allowClear
        aria-label={t('batch.group')}
        placeholder={t('batch.anyGroup')}
        showSearch={{ optionFilterProp: 'label' }}
        options={optionsOf(groups.rows)}
        onChange={onGroup}
      />
      <Select<number>
        value={templateId}
        allowClear
        aria-label={t('batch.model')}
        placeholder={t('batch.anyModel')}
        showSearch={{ optionFilterProp: 'label' }}
        options={optionsOf(templates.rows)}
        onChange={onTemplate}
      />
    </div>
  )
}

function Effect({ preview }: { preview: BatchPreview }) {
  const t = useTexts('scripts')
  const { devicesCount, fitting, unfit, unfitCount } = preview
  return (
    <>
      <p>{t('batch.effect', { count: devicesCount })}</p>
      {fitting.length > 0 && (
        <p className={styles.quiet}>
          {fitting.join(', ')}
          {devicesCount > fitting.length && '…'}
        </p>
      )}
      {unfitCount > 0 && (
        <>
          <p>{t('batch.unfit', { count: unfitCount })}</p>
          <ul className={styles.unfit}>
            {unfit.map(({ name, code, details }) => (
              <li key={name}>{refusalText(code, details)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
