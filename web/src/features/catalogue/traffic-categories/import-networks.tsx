import {
  importNetworks,
  listTrafficCategories,
  previewNetworksImport,
} from '@altyn/contract/catalogue/traffic-categories'
import { Button, Upload } from 'antd'
import { useState } from 'react'
import { failureText } from '../../../lib/failure-text.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { DayField } from '../../../ui/fields/day-field.tsx'
import styles from './categories.module.css'

const FAULTS_SHOWN = 10

/** Networks of categories from a file: what it would change is shown first. */
export function ImportNetworks({ onClose }: { onClose: () => void }) {
  const t = useTexts('catalogue')
  const tomorrow = Temporal.PlainDate.from(useToday()).add({ days: 1 }).toString()
  const [from, setFrom] = useState(tomorrow)
  const [file, setFile] = useState<Blob>()
  const preview = useDeed(previewNetworksImport, { isFailureShownByCaller: true })
  const take = useDeed(importNetworks, {
    done: t('categories.published'),
    refresh: [listTrafficCategories.path],
    isFailureShownByCaller: true,
  })
  const found = preview.data
  const look = async (chosen: Blob) => {
    setFile(chosen)
    await preview.mutateAsync({ query: { from }, body: chosen }).catch((error: unknown) => {
      setFile(undefined)
      showToast({ tone: 'failed', text: failureText(error).title })
    })
  }
  const isReady = file && found && found.faultsCount === 0 && found.categories.length > 0
  return (
    <ConfirmDialog
      isOpen
      title={t('categories.import')}
      confirmLabel={t('categories.publish')}
      isWaiting={!isReady}
      onConfirm={() => file && take.mutateAsync({ query: { from }, body: file })}
      onClose={onClose}
    >
      <p>{t('categories.importHint')}</p>
      <div className={styles.match}>
        <DayField
          aria-label={t('prices.inForceFrom')}
          value={from}
          onChange={(day) => day && setFrom(day)}
        />
        <Upload
          accept=".csv,.txt,.xlsx"
          showUploadList={false}
          beforeUpload={(chosen) => {
            void look(chosen)
            return false
          }}
        >
          <Button>{t('categories.choose')}</Button>
        </Upload>
      </div>
      {file &&
        found?.categories.map(({ code, networksCount, addedCount, removedCount }) => (
          <p key={code}>
            {t('categories.change', {
              code,
              count: networksCount,
              added: addedCount,
              removed: removedCount,
            })}
          </p>
        ))}
      {file &&
        found?.faults
          .slice(0, FAULTS_SHOWN)
          .map(({ row, rule, value }) => (
            <AlertLine
              key={`${row} ${value}`}
              tone="bad"
              title={t(`categories.fault.${rule}`, { row, value })}
            />
          ))}
    </ConfirmDialog>
  )
}
