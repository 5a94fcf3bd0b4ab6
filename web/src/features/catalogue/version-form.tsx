import { publishTariffVersion, type tariffCard } from '@altyn/contract/catalogue'
import { AUDIENCES, termsForm } from '@altyn/contract/catalogue/terms'
import { readTermsEffect } from '@altyn/contract/charging/preview'
import { Form } from 'antd'
import { useDeferredValue } from 'react'
import type { z } from 'zod'
import { formatMoney } from '../../lib/format/money.ts'
import { formatDay, formatMonth } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { DayField } from '../../ui/fields/day-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './catalogue.module.css'
import { FIRST_TERMS, type TermsDraft, toDraft } from './terms.ts'
import { TermsDifference } from './terms-difference.tsx'
import { TermsFields, useTypedTerms } from './terms-fields.tsx'

const WIDTH = 560

type TariffCard = z.output<typeof tariffCard>

/** The next version of a tariff: what is published stays, so the changes are shown before that. */
export function VersionForm({ tariff, onClose }: { tariff: TariffCard; onClose: () => void }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const today = Temporal.PlainDate.from(useToday())
  const last = latestOf(tariff)
  const earliest = last ? Temporal.PlainDate.from(last.from).add({ days: 1 }) : today
  const nextMonth = today.with({ day: 1 }).add({ months: 1 })
  const from = Temporal.PlainDate.compare(nextMonth, earliest) > 0 ? nextMonth : earliest
  const publish = useDeed(publishTariffVersion, {
    refresh: ['/api/accounts', '/api/blocking'],
    isFailureShownByCaller: true,
    done: t('publish.done', { name: tariff.name }),
  })
  const before = last ? toDraft(last) : FIRST_TERMS
  return (
    <SideForm
      title={t('publish.title', { name: tariff.name })}
      saveLabel={t('publish.submit')}
      width={WIDTH}
      schema={publishTariffVersion.body}
      initial={{ ...before, from: from.toString(), audience: 'everybody' }}
      onSave={(body) =>
        publish.mutateAsync({ params: { id: tariff.id }, ifMatch: tariff.version, body })
      }
      onClose={onClose}
    >
      <FieldGroup>
        <Field
          name="from"
          label={t('form.from')}
          isRequired
          hint={last && t('publish.fromHint', { day: formatDay(last.from, language) })}
        >
          <DayField min={earliest.toString()} />
        </Field>
        <Field name="audience" label={t('audience.label')}>
          <ChoiceField
            label={t('audience.label')}
            choices={AUDIENCES.map((value) => ({
              value,
              title: t(`audience.${value}`),
              note: t(`audience.notes.${value}`),
            }))}
          />
        </Field>
      </FieldGroup>
      <TermsFields currency={tariff.currency} />
      <Effect tariff={tariff} before={before} />
    </SideForm>
  )
}

function Effect({ tariff, before }: { tariff: TariffCard; before: TermsDraft }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const today = useToday()
  const { from, ...after } = useTypedTerms()
  return (
    <section className={styles.effect} aria-live="polite">
      <h2>{t('publish.effect', { day: from ? formatDay(from, language) : '…' })}</h2>
      <TermsDifference before={before} after={after} currency={tariff.currency} />
      <WhoPays tariffId={tariff.id} terms={after} from={from} />
      {from !== '' && from <= today && <AlertLine tone="warn" title={t('publish.backdated')} />}
    </section>
  )
}

type WhoPaysProps = { tariffId: number; terms: TermsDraft; from: string }

/** Who pays how much more or less, counted by the server for everybody who has the tariff. */
function WhoPays({ tariffId, terms, from }: WhoPaysProps) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const { form } = useDraft()
  const audience: unknown = Form.useWatch('audience', form)
  const typed = useDeferredValue(terms)
  const isWhole = termsForm.safeParse(typed).success && /^\d{4}-\d{2}-\d{2}$/.test(from)
  const body = {
    terms: typed,
    from,
    audience: audience === 'new-accounts' ? ('new-accounts' as const) : ('everybody' as const),
  }
  const { data } = useCall(
    readTermsEffect,
    { params: { id: tariffId }, body },
    { isEnabled: isWhole },
  )
  if (!data) return null
  if (data.accountsCount === 0) return <p className={styles.quiet}>{t('publish.nobody')}</p>
  const sum = (value: typeof data.before) => formatMoney(value, language)
  const month = formatMonth(data.month.slice(0, 7), language)
  return (
    <>
      <p>{t('publish.sums', { month, before: sum(data.before), after: sum(data.after) })}</p>
      <ul className={styles.sides}>
        {data.dearer.count > 0 && (
          <li>
            {t('publish.dearer', { count: data.dearer.count, sum: sum(data.dearer.difference) })}
          </li>
        )}
        {data.cheaper.count > 0 && (
          <li>
            {t('publish.cheaper', { count: data.cheaper.count, sum: sum(data.cheaper.difference) })}
          </li>
        )}
        {data.sameCount > 0 && <li>{t('publish.same', { count: data.sameCount })}</li>}
      </ul>
      {!data.isComplete && (
        <p className={styles.quiet}>{t('publish.notAll', { count: data.accountsCount })}</p>
      )}
    </>
  )
}

/** The version that begins last, whether it is in force or still to come. */
export function latestOf({ versions }: TariffCard) {
  return versions.toSorted((one, other) => other.number - one.number)[0]
}
