import { publishTariffVersion, type tariffCard } from '@altyn/contract/catalogue'
import { listSubscribers } from '@altyn/contract/reports'
import type { z } from 'zod'
import { formatDay } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { DayField } from '../../ui/fields/day-field.tsx'
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
      initial={{ ...before, from: from.toString() }}
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
  const can = usePermissions()
  const touched = useCall(
    listSubscribers,
    { query: { tariffId: tariff.id, limit: 1, total: true } },
    { isEnabled: can('subscribers.read') },
  )
  const count = touched.data?.total
  return (
    <section className={styles.effect} aria-live="polite">
      <h2>{t('publish.effect', { day: from ? formatDay(from, language) : '…' })}</h2>
      <TermsDifference before={before} after={after} currency={tariff.currency} />
      {count !== undefined && <p className={styles.quiet}>{t('publish.touched', { count })}</p>}
      {from !== '' && from <= today && <AlertLine tone="warn" title={t('publish.backdated')} />}
    </section>
  )
}

/** The version that begins last, whether it is in force or still to come. */
export function latestOf({ versions }: TariffCard) {
  return versions.toSorted((one, other) => other.number - one.number)[0]
}
