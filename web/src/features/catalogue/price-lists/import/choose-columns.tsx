import {
  CALL_CLASSES,
  checkStage,
  PRICE_FIELDS,
  type PriceField,
  readStageHead,
  type Stage,
} from '@altyn/contract/catalogue/price-lists'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { failureText } from '../../../../lib/failure-text.ts'
import { useTexts } from '../../../../lib/i18n.ts'
import { useCall, useDeed } from '../../../../lib/use-call.ts'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import { ErrorState } from '../../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../../ui/feedback/skeleton.tsx'
import { useClassName } from '../../usage/names.ts'
import styles from '../price-lists.module.css'

type Mapping = {
  columns: (PriceField | null)[]
  hasHeadings: boolean
  callClass: string
}

/** What each column of the file is, guessed first and then said by the person. */
export function ChooseColumns({ stage }: { stage: Stage }) {
  const t = useTexts('catalogue')
  const params = { id: stage.priceListId, stageId: stage.id }
  const head = useCall(readStageHead, { params })
  const [typed, setTyped] = useState<Partial<Mapping>>({})
  const check = useDeed(checkStage, { isFailureShownByCaller: true })
  if (head.error) return <ErrorState error={head.error} />
  if (!head.data) return <SkeletonLines count={6} />
  const { rows } = head.data
  const mapping: Mapping = {
    columns: head.data.columns,
    hasHeadings: head.data.hasHeadings,
    callClass: 'long-distance',
    ...typed,
  }
  const missing = (['prefix', 'price'] as const).find((field) => !mapping.columns.includes(field))
  const failure = check.error ? failureText(check.error) : undefined
  return (
    <section className={styles.step}>
      <h2>{t('prices.steps.columns')}</h2>
      {failure && <AlertLine tone="bad" title={failure.title} advice={failure.advice} />}
      <ColumnsTable
        rows={rows}
        mapping={mapping}
        onChange={(columns) => setTyped({ ...typed, columns })}
      />
      <Checkbox
        checked={mapping.hasHeadings}
        onChange={({ target }) => setTyped({ ...typed, hasHeadings: target.checked })}
      >
        {t('prices.hasHeadings')}
      </Checkbox>
      {!mapping.columns.includes('class') && (
        <ClassOfAll
          value={mapping.callClass}
          onChange={(callClass) => setTyped({ ...typed, callClass })}
        />
      )}
      <div className={styles.deeds}>
        <Button
          type="primary"
          loading={check.isPending}
          disabled={missing !== undefined}
          onClick={() => check.mutate({ params, body: mapping })}
        >
          {t('prices.check')}
        </Button>
        {missing && <span className={styles.quiet}>{t(`prices.missing.${missing}`)}</span>}
      </div>
    </section>
  )
}

function ClassOfAll(props: { value: string; onChange: (value: string) => void }) {
  const t = useTexts('catalogue')
  const className = useClassName()
  return (
    <div className={styles.deeds}>
      <label htmlFor="class-of-all">{t('prices.classOfAll')}</label>
      <Select
        {...props}
        id="class-of-all"
        style={{ minWidth: 200 }}
        options={CALL_CLASSES.map((value) => ({ value, label: className(value) }))}
      />
    </div>
  )
}

type ColumnsTableProps = {
  rows: readonly (readonly string[])[]
  mapping: Mapping
  onChange: (columns: (PriceField | null)[]) => void
}

function ColumnsTable({ rows, mapping, onChange }: ColumnsTableProps) {
  const t = useTexts('catalogue')
  const { columns, hasHeadings } = mapping
  // A field is one column: chosen for another it leaves this one.
  const choose = (chosen: number, field: PriceField | null) =>
    onChange(
      columns.map((kept, i) => {
        if (i === chosen) return field
        return kept === field ? null : kept
      }),
    )
  return (
    <div className={styles.preview}>
      <table>
        <thead>
          <tr>
            {columns.map((field, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is its place.
              <th key={i} scope="col">
                <Select
                  size="small"
                  value={field}
                  aria-label={t('prices.columnIs', { number: i + 1 })}
                  onChange={(value: PriceField | null) => choose(i, value)}
                  popupMatchSelectWidth={false}
                  style={{ width: '100%' }}
                  options={[
                    { value: null, label: t('prices.column.none') },
                    ...PRICE_FIELDS.map((value) => ({ value, label: t(`prices.column.${value}`) })),
                  ]}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 10).map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is its place.
            <tr key={row} data-headings={hasHeadings && row === 0}>
              {columns.map((_, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is its place.
                <td key={i}>{cells[i] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
