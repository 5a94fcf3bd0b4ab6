import type { CustomField, CustomValue } from '@altyn/contract/settings/custom-fields'
import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { Day } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import styles from './custom-fields.module.css'
import { useCustomFields } from './use-custom-fields.ts'

type CustomFactsProps = {
  owner: CustomField['owner']
  ownerId: number
  values: readonly CustomValue[]
  /** Opens the form; absent for those who may not. */
  onEdit?: () => void
}

/** Fields of one's own as a block of facts; nothing where there are no such fields. */
export function CustomFacts({ owner, ownerId, values, onEdit }: CustomFactsProps) {
  const t = useTexts('settings')
  const facts = useFacts(owner, ownerId, values)
  if (facts.length === 0) return null
  return (
    <Facts
      title={t('customFields.facts')}
      action={onEdit && <EditButton onEdit={onEdit} />}
      facts={facts}
    />
  )
}

/** The same in one line, for a contract or an account: only what is filled in or has to be. */
export function CustomLine({ owner, ownerId, values, onEdit }: CustomFactsProps) {
  const facts = useFacts(owner, ownerId, values)
  const shown = facts.filter(({ isIdle }) => !isIdle)
  if (facts.length === 0) return null
  return (
    <div className={styles.line}>
      {shown.map(({ key, label, value }) => (
        <span key={key}>
          <span className={styles.label}>{label}</span>
          {value}
        </span>
      ))}
      {onEdit && <EditButton onEdit={onEdit} labelKey={shown.length > 0 ? 'fillIn' : 'title'} />}
    </div>
  )
}

type EditButtonProps = { onEdit: () => void; labelKey?: 'fillIn' | 'title' }

function EditButton({ onEdit, labelKey = 'fillIn' }: EditButtonProps) {
  const t = useTexts('settings')
  return (
    <Button type="text" size="small" icon={<EditOutlined />} onClick={onEdit}>
      {t(`customFields.${labelKey}`)}
    </Button>
  )
}

/** An empty field is shown too: whoever looks should see that something was not asked. */
function useFacts(
  owner: CustomField['owner'],
  ownerId: number,
  values: readonly CustomValue[],
): (Fact & { isIdle: boolean })[] {
  return useCustomFields(owner).map((field) => {
    const kept = values.find(
      (row) => row.owner === owner && row.ownerId === ownerId && row.fieldId === field.id,
    )
    return {
      key: String(field.id),
      label: field.name,
      isIdle: !kept && !field.isRequired,
      value: <Value field={field} value={kept?.value} />,
    }
  })
}

function Value({ field, value }: { field: CustomField; value: string | undefined }) {
  const t = useTexts('settings')
  if (value !== undefined)
    return field.kind === 'day' ? <Day value={value} /> : <CopyText text={value} />
  if (field.isRequired) return <StatusTag isBare tone="warn" label={t('customFields.missing')} />
  return <span className={styles.label}>{t('customFields.empty.value')}</span>
}
