import {
  FILE_BYTES_MAX,
  openStage,
  PART_BYTES,
  type Stage,
  sendPart,
} from '@altyn/contract/catalogue/price-lists'
import { InboxOutlined } from '@ant-design/icons'
import { Button, Progress, Upload } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../../../../lib/api-client.ts'
import { ApiUnreachable } from '../../../../lib/api-failure.ts'
import { failureText } from '../../../../lib/failure-text.ts'
import { useTexts } from '../../../../lib/i18n.ts'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import styles from '../price-lists.module.css'

const ATTEMPTS_MAX = 4

type SendFileProps = { listId: number; onSent: (stage: Stage) => void }

/** Takes a file from the person and sends it piece by piece; a piece that got lost is sent again. */
export function SendFile({ listId, onSent }: SendFileProps) {
  const t = useTexts('catalogue')
  const [share, setShare] = useState<number>()
  const [failure, setFailure] = useState<{ title: string; advice?: string }>()
  const stop = useRef<AbortController>(undefined)
  const send = async (file: File) => {
    if (file.size === 0 || file.size > FILE_BYTES_MAX) {
      return setFailure({ title: t(file.size === 0 ? 'prices.fileEmpty' : 'prices.fileTooLarge') })
    }
    const abort = new AbortController()
    stop.current = abort
    setFailure(undefined)
    setShare(0)
    try {
      onSent(await sendInParts(listId, file, { signal: abort.signal, onShare: setShare }))
    } catch (error) {
      if (!abort.signal.aborted) setFailure(failureText(error))
    } finally {
      setShare(undefined)
    }
  }
  return (
    <section className={styles.step}>
      <h2>{t('prices.steps.file')}</h2>
      {failure && <AlertLine tone="bad" title={failure.title} advice={failure.advice} />}
      {share === undefined ? (
        <Upload.Dragger
          accept=".csv,.txt,.xlsx"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file)
            return false
          }}
        >
          <p aria-hidden>
            <InboxOutlined />
          </p>
          <p>{t('prices.drop-here')}</p>
          <p className={styles.quiet}>{t('prices.fileHint')}</p>
        </Upload.Dragger>
      ) : (
        <div>
          <Progress percent={Math.floor(share * 100)} aria-label={t('prices.sending')} />
          <Button size="small" onClick={() => stop.current?.abort()}>
            {t('prices.stopSending')}
          </Button>
        </div>
      )}
    </section>
  )
}

async function sendInParts(
  id: number,
  file: File,
  { signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void },
): Promise<Stage> {
  const form = { fileName: file.name, fileBytes: file.size }
  let stage = await call(openStage, { params: { id }, body: form, signal })
  const partsCount = Math.ceil(file.size / PART_BYTES)
  for (let number = 0; number < partsCount; number += 1) {
    const begin = number * PART_BYTES
    const body = file.slice(begin, begin + PART_BYTES)
    const params = { id, stageId: stage.id, number }
    stage = await repeating(() => call(sendPart, { params, body, signal }), signal)
    onShare((number + 1) / partsCount)
  }
  return stage
}

/** The network may stumble in the middle of a large file; a refusal is not tried again. */
async function repeating<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted || attempt >= ATTEMPTS_MAX || !(error instanceof ApiUnreachable))
        throw error
      await new Promise((resolve) => setTimeout(resolve, attempt * 1000))
    }
  }
}
