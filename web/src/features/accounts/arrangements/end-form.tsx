import { Button } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from './arrangements.module.css'

type EndFormProps = {
  title: string
  from: string
  /** The first day without it, when an end is set already. */
  until: string | null
  onSave: (until: string | null) => Promise<unknown>
  onClose: () => void
}

const schema = z.object({ last: z.iso.date('date').or(z.literal('')) })

/** Sets the last day of a service or of a personal term; people name the last day, not the first without it. */
export function EndForm({ title, from, until, onSave, onClose }: EndFormProps) {
  const t = useTexts('accounts')
  const today = useToday()
  const last = until ? Temporal.PlainDate.from(until).subtract({ days: 1 }).toString() : today
  return (
    <SideForm
      title={title}
      saveLabel={t('arranged.end.save')}
      schema={schema}
      initial={{ last: last < from ? from : last }}
      onSave={({ last: chosen }) => onSave(chosen === '' ? null : dayAfter(chosen))}
      onClose={onClose}
    >
      <Field name="last" label={t('arranged.end.last')} hint={<Offers hasEnd={until !== null} />}>
        <DayField min={from} />
      </Field>
      <p className={styles.quiet}>{t('arranged.end.text')}</p>
    </SideForm>
  )
}

function Offers({ hasEnd }: { hasEnd: boolean }) {
  const t = useTexts('accounts')
  const today = useToday()
  const { form, noteChange } = useDraft()
  const monthEnd = Temporal.PlainDate.from(today)
  const take = (day: string) => {
    form.setFieldValue('last', day)
    noteChange()
  }
  const offers = [
    { key: 'today', day: today },
    { key: 'month', day: monthEnd.with({ day: monthEnd.daysInMonth }).toString() },
    ...(hasEnd ? [{ key: 'never', day: '' }] : []),
  ]
  return (
    <span className={styles.offers}>
      {offers.map(({ key, day }) => (
        <Button
          key={key}
          type="link"
          size="small"
          className={styles.offer}
          onClick={() => take(day)}
        >
          {t(`arranged.end.${key}`)}
        </Button>
      ))}
    </span>
  )
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}
