import { previewScript, runScript, type ScriptPreview } from '@altyn/contract/network/scripts'
import { PlayCircleOutlined } from '@ant-design/icons'
import { Drawer } from 'antd'
import { useState } from 'react'
import { failureText } from '../../../lib/failure-text.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ReasonedButton } from '../../../ui/actions/reasoned-button.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { ScriptChoice } from './batch-drawer.tsx'
import { RunView } from './run-panel.tsx'
import styles from './scripts.module.css'

export type RunPlace = {
  deviceId: number
  templateId: number | null
  portId?: number
  onuId?: number
  /** As people call it: the device, or the port of it. */
  name: string
}

/** Chooses a script for a device or a port, shows what would be sent, sends it and shows the answer. */
export function RunDrawer({ place, onClose }: { place: RunPlace; onClose: () => void }) {
  const t = useTexts('scripts')
  const [scriptId, choose] = useState<number>()
  const [runId, show] = useState<string>()
  const { deviceId, portId = null, onuId = null } = place
  const target = { deviceId, portId, onuId }
  const preview = useCall(
    previewScript,
    { params: { id: scriptId ?? 0 }, body: target },
    { isEnabled: scriptId !== undefined && runId === undefined },
  )
  const run = useDeed(runScript, { onDone: ({ id }) => show(id) })
  const isShown = scriptId !== undefined && preview.data && !preview.error
  return (
    <Drawer
      open
      title={t('dialog.title', { name: place.name })}
      size="min(640px, 100vw)"
      onClose={onClose}
    >
      {runId ? (
        <RunView id={runId} />
      ) : (
        <div className={styles.panel}>
          <ScriptChoice
            value={scriptId}
            onChange={choose}
            templateId={place.templateId}
            isForDevices={portId === null && onuId === null}
          />
          {scriptId !== undefined && preview.isFetching && <SkeletonLines count={4} />}
          {preview.error && <AlertLine tone="bad" {...failureText(preview.error)} />}
          {isShown && !preview.isFetching && <Preview preview={preview.data} />}
          <ReasonedButton
            type="primary"
            icon={<PlayCircleOutlined />}
            loading={run.isPending}
            reason={isShown ? undefined : t('dialog.notReady')}
            onClick={() =>
              scriptId !== undefined && run.mutate({ params: { id: scriptId }, body: target })
            }
          >
            {t('dialog.run')}
          </ReasonedButton>
        </div>
      )}
    </Drawer>
  )
}

function Preview({ preview }: { preview: ScriptPreview }) {
  const t = useTexts('scripts')
  const { address, user, loginName, accountLogin, steps } = preview
  return (
    <section>
      <h2>{t('dialog.preview')}</h2>
      <p className={styles.quiet}>
        {t('dialog.where', { address, user, loginName })}
        {accountLogin && ` ${t('dialog.account', { login: accountLogin })}`}
      </p>
      <div className={styles.log}>
        {steps.map(({ line, text, awaits, seconds }) => (
          <pre key={line} data-kind="sent">
            {text || t('dialog.enter')}
            {awaits && (
              <span className={styles.quiet}>{`\n${t('dialog.awaits', { awaits, seconds })}`}</span>
            )}
          </pre>
        ))}
      </div>
    </section>
  )
}
