import { listEquipmentModels } from '@altyn/contract/network/equipment/models'
import {
  importUnits,
  previewUnitsImport,
  type UnitsImport,
} from '@altyn/contract/network/equipment/units'
import { Button, Select, Upload } from 'antd'
import { useState } from 'react'
import { failureText } from '../../../lib/failure-text.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import styles from './equipment.module.css'
import { PlaceField } from './place-field.tsx'

const FAULTS_SHOWN = 15

/** Units from a file: what it would take in, or what is wrong with it, is shown first. */
export function ImportUnits({ onClose }: { onClose: () => void }) {
  const t = useTexts('equipment')
  const [modelId, setModelId] = useState<number>()
  const [place, setPlace] = useState('')
  const [file, setFile] = useState<File>()
  const preview = useDeed(previewUnitsImport, { isFailureShownByCaller: true })
  const take = useDeed(importUnits, {
    done: ({ unitsCount }) => t('import.done', { count: unitsCount }),
    isFailureShownByCaller: true,
  })
  const found = file ? preview.data : undefined
  const look = async (body: File, model: number | undefined) => {
    setFile(undefined)
    preview.reset()
    await preview.mutateAsync({ query: { modelId: model }, body }).then(
      () => setFile(body),
      () => undefined, // shown below
    )
  }
  const choose = (model: number | undefined) => {
    setModelId(model)
    if (file) void look(file, model)
  }
  const isReady = found && found.faultsCount === 0 && found.unitsCount > 0
  return (
    <ConfirmDialog
      isOpen
      title={t('import.title')}
      confirmLabel={t('import.save')}
      isWaiting={!isReady}
      onConfirm={() => file && take.mutateAsync({ query: { modelId, place }, body: file })}
      onClose={onClose}
    >
      <p>{t('import.help')}</p>
      <div className={styles.importFields}>
        <ModelPicker value={modelId} onChange={choose} />
        <PlaceField
          value={place}
          onChange={setPlace}
          aria-label={t('fields.place')}
          placeholder={t('fields.place')}
        />
        <Upload
          accept=".csv,.txt,.xlsx"
          showUploadList={false}
          beforeUpload={(chosen) => {
            void look(chosen, modelId)
            return false
          }}
        >
          <Button loading={preview.isPending}>{t('import.choose')}</Button>
        </Upload>
      </div>
      <div aria-live="polite">
        {file && <p className={styles.quiet}>{file.name}</p>}
        {preview.error && <AlertLine tone="bad" {...failureText(preview.error)} />}
        {found && <Found found={found} />}
      </div>
    </ConfirmDialog>
  )
}

type ModelPickerProps = { value: number | undefined; onChange: (id: number | undefined) => void }

function ModelPicker({ value, onChange }: ModelPickerProps) {
  const t = useTexts('equipment')
  const models = useItems(listEquipmentModels)
  return (
    <Select<number>
      className={styles.wide}
      value={value}
      onChange={onChange}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('import.model')}
      placeholder={t('import.model')}
      options={models.rows
        .filter(({ isHidden }) => !isHidden)
        .map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

function Found({ found }: { found: UnitsImport }) {
  const t = useTexts('equipment')
  if (found.faultsCount === 0) {
    return found.models.map(({ name, unitsCount }) => (
      <p key={name}>{t('import.units', { name, count: unitsCount })}</p>
    ))
  }
  return (
    <>
      <AlertLine tone="bad" title={t('import.faults', { count: found.faultsCount })} />
      <ul className={styles.faults}>
        {found.faults.slice(0, FAULTS_SHOWN).map(({ row, field, rule, value }) => (
          <li key={`${row} ${field} ${rule}`}>
            {field === 'file'
              ? t(`import.file.${rule}`, { value })
              : `${t('import.row', { row })}, ${t(`fields.${field}`)}: ${t(`import.rules.${rule}`, { value })}`}
          </li>
        ))}
      </ul>
    </>
  )
}
