import {
  applyStage,
  CHANGE_KINDS,
  type ChangeKind,
  listPriceChanges,
  type PriceChange,
  type PriceListCard,
  type Stage,
} from '@altyn/contract/catalogue/price-lists'
import { Button } from 'antd'
import { useState } from 'react'
import { usePhone } from '../../../../lib/browser/media.ts'
import { formatCount } from '../../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { useToday } from '../../../../lib/operator.ts'
import { paths } from '../../../../lib/path-builder.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { useList } from '../../../../lib/use-list.ts'
import { useGo } from '../../../../ui/actions/use-go.ts'
import { DayField } from '../../../../ui/fields/day-field.tsx'
import { Field } from '../../../../ui/fields/field.tsx'
import { ListFoot } from '../../../../ui/pages/list-foot.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'
import type { Column } from '../../../../ui/table/column.ts'
import { RowCards } from '../../../../ui/table/row-cards.tsx'
import { RowTable } from '../../../../ui/table/row-table.tsx'
import { useBandNames } from '../../usage/names.ts'
import styles from '../price-lists.module.css'
import { usePriceText } from '../price-text.ts'

type StageDifferenceProps = { list: PriceListCard; stage: Stage }

/** What a good file changes against the last version, and the day from which it holds. */
export function StageDifference({ list, stage }: StageDifferenceProps) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const [kind, choose] = useState<ChangeKind>()
  const [isApplying, setApplying] = useState(false)
  const { changes } = stage
  return (
    <section className={styles.step}>
      <h2>{t('prices.difference', { count: stage.rowsGood })}</h2>
      <div className={styles.kinds}>
        {CHANGE_KINDS.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.kind}
            aria-pressed={kind === name}
            onClick={() => choose(kind === name ? undefined : name)}
          >
            <strong>{formatCount(changes?.[name] ?? 0, language)}</strong>
            <span>{t(`prices.change.${name}`)}</span>
          </button>
        ))}
      </div>
      <div className={styles.deeds}>
        <Button type="primary" onClick={() => setApplying(true)}>
          {t('prices.apply.action')}
        </Button>
      </div>
      <Changes stage={stage} kind={kind} />
      {isApplying && <ApplyForm list={list} stage={stage} onClose={() => setApplying(false)} />}
    </section>
  )
}

function Changes({ stage, kind }: { stage: Stage; kind: ChangeKind | undefined }) {
  const t = useTexts('catalogue')
  const isPhone = usePhone()
  const params = { id: stage.priceListId, stageId: stage.id }
  const list = useList(listPriceChanges, { kind }, { params })
  const table = {
    columns: useColumns(),
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey: ({ prefix, band }: PriceChange) => `${prefix} ${band}`,
    caption: t('prices.changes'),
  }
  if (list.state === 'ready' && list.rows.length === 0) {
    return <p className={styles.quiet}>{t('prices.noChanges')}</p>
  }
  return (
    <div className={styles.box}>
      {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
      {list.state === 'ready' && <ListFoot list={list} />}
    </div>
  )
}

function useColumns(): Column<PriceChange>[] {
  const t = useTexts('catalogue')
  const price = usePriceText()
  const bands = useBandNames()
  const column = (key: string, width: number, text: (row: PriceChange) => string) => ({
    key,
    title: t(`prices.column.${key}`),
    width,
    cell: text,
    text,
  })
  return [
    column('prefix', 120, ({ prefix }) => prefix),
    column('name', 220, ({ name }) => name),
    column('band', 130, ({ band }) => (band === null ? '' : (bands.get(band) ?? band))),
    column('kind', 150, ({ kind }) => t(`prices.change.${kind}`)),
    { ...column('oldPrice', 130, (row) => price(row.oldPrice)), isNumber: true },
    { ...column('newPrice', 130, (row) => price(row.newPrice)), isNumber: true },
    { ...column('share', 110, shareOf), isNumber: true },
  ]
}

/** By how many per cent the price of a minute changes. */
function shareOf({ oldPrice, newPrice }: PriceChange): string {
  if (oldPrice === null || newPrice === null || Number(oldPrice) === 0) return ''
  const share = Math.round((Number(newPrice) / Number(oldPrice) - 1) * 100)
  return `${share > 0 ? '+' : ''}${share} %`
}

function ApplyForm({ list, stage, onClose }: StageDifferenceProps & { onClose: () => void }) {
  const t = useTexts('catalogue')
  const go = useGo()
  const today = useToday()
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString()
  const apply = useDeed(applyStage, {
    done: t('prices.applied'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('prices.apply.title')}
      saveLabel={t('prices.apply.action')}
      schema={applyStage.body}
      initial={{ from: list.versions.length === 0 ? `${today.slice(0, 7)}-01` : tomorrow }}
      onSave={(body) =>
        apply.mutateAsync({
          params: { id: list.id, stageId: stage.id },
          ifMatch: list.version,
          body,
        })
      }
      onSaved={() => go(paths.priceList(list.id))}
      onClose={onClose}
    >
      <Field name="from" label={t('form.from')} hint={t('prices.apply.hint')} isRequired>
        <DayField />
      </Field>
    </SideForm>
  )
}
