import { listStageFaults, type Stage, type StageFault } from '@altyn/contract/catalogue/price-lists'
import { usePhone } from '../../../../lib/browser/media.ts'
import { useTexts } from '../../../../lib/i18n.ts'
import { useItems } from '../../../../lib/use-list.ts'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import type { Column } from '../../../../ui/table/column.ts'
import { RowCards } from '../../../../ui/table/row-cards.tsx'
import { RowTable } from '../../../../ui/table/row-table.tsx'
import styles from '../price-lists.module.css'

/** What in a file could not be understood, row by row, and how to go on. */
export function StageFaults({ stage }: { stage: Stage }) {
  const t = useTexts('catalogue')
  const isPhone = usePhone()
  const faults = useItems(listStageFaults, {
    params: { id: stage.priceListId, stageId: stage.id },
  })
  const table = {
    columns: useColumns(),
    rows: faults.state === 'loading' ? undefined : faults.rows,
    rowKey: ({ row, field, value }: StageFault) => `${row} ${field} ${value}`,
    caption: t('prices.faults.title', { count: stage.faultsCount }),
  }
  return (
    <section className={styles.step}>
      <AlertLine
        tone="bad"
        title={t('prices.faults.title', { count: stage.faultsCount })}
        advice={t('prices.faults.advice')}
      />
      <div className={styles.box}>
        {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
      </div>
      {faults.rows.length < stage.faultsCount && (
        <p className={styles.quiet}>{t('prices.faults.first', { count: faults.rows.length })}</p>
      )}
    </section>
  )
}

function useColumns(): Column<StageFault>[] {
  const t = useTexts('catalogue')
  const rule = (fault: StageFault) =>
    fault.otherRow === null
      ? t(`prices.rule.${fault.rule}`, { defaultValue: fault.rule })
      : t('prices.faults.alsoIn', { row: fault.otherRow })
  const column = (key: string, width: number, text: (fault: StageFault) => string) => ({
    key,
    title: t(`prices.faults.${key}`),
    width,
    cell: text,
    text,
  })
  return [
    { ...column('row', 90, ({ row }) => String(row)), isNumber: true },
    column('field', 150, ({ field }) => t(`prices.column.${field}`, { defaultValue: field })),
    column('value', 200, ({ value }) => value),
    column('rule', 320, rule),
  ]
}
