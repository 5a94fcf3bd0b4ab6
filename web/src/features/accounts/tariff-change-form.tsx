import { type Account, changeAccountTariff } from '@altyn/contract/accounts'
import { Button, Form } from 'antd'
import { formatDay } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useDeed } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { DayField } from '../../ui/fields/day-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FlagField } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './accounts.module.css'
import { useFeeText, useSpeedText } from './speed-text.ts'
import { feeOfTariff, speedOfTariff, TariffPicker, useTariffs } from './tariff-picker.tsx'

type TariffChangeFormProps = {
  account: Account & { tariffName: string }
  onClose: () => void
}

/** Puts an account on another tariff, today or on a later day, and shows what that changes. */
export function TariffChangeForm({ account, onClose }: TariffChangeFormProps) {
  const t = useTexts('accounts')
  const today = useToday()
  const change = useDeed(changeAccountTariff, {
    done: ({ plannedTariff }) => t(plannedTariff ? 'change.planned' : 'change.done'),
    refresh: ['/api/ledger'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('change.title', { login: account.login })}
      saveLabel={t('change.save')}
      schema={changeAccountTariff.body}
      initial={{ tariffId: undefined, from: today, until: null, keepsTerms: true }}
      onSave={(body) =>
        change.mutateAsync({
          params: { id: account.id },
          ifMatch: account.version,
          body: { ...body, until: body.until || null },
        })
      }
      onClose={onClose}
    >
      {account.plannedTariff && (
        <div className={styles.formAlert}>
          <AlertLine tone="warn" title={t('change.replaces')} />
        </div>
      )}
      <Field name="tariffId" label={t('change.to')} isRequired>
        <TariffPicker exceptId={account.tariffId} />
      </Field>
      <Field name="from" label={t('change.from')} hint={<DayOffers />} isRequired>
        <DayField />
      </Field>
      <Field name="until" label={t('change.until')} hint={t('change.untilHint')}>
        <DayField min={today} />
      </Field>
      <FlagField name="keepsTerms" label={t('change.keepsTerms')} />
      <TariffDifference account={account} />
    </SideForm>
  )
}

/** The two days that are chosen nearly always. */
function DayOffers() {
  const t = useTexts('accounts')
  const today = useToday()
  const { form, noteChange } = useDraft()
  const next = Temporal.PlainDate.from(today).with({ day: 1 }).add({ months: 1 }).toString()
  const take = (day: string) => {
    form.setFieldValue('from', day)
    noteChange()
  }
  return (
    <span className={styles.offers}>
      <Button type="link" size="small" className={styles.offer} onClick={() => take(today)}>
        {t('change.today')}
      </Button>
      <Button type="link" size="small" className={styles.offer} onClick={() => take(next)}>
        {t('change.nextMonth')}
      </Button>
    </span>
  )
}

function TariffDifference({ account }: { account: TariffChangeFormProps['account'] }) {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const today = useToday()
  const { form } = useDraft()
  const { tariffs } = useTariffs()
  const feeText = useFeeText()
  const speedText = useSpeedText()
  const tariffId: unknown = Form.useWatch('tariffId', form)
  const from: unknown = Form.useWatch('from', form)
  const before = tariffs.find(({ id }) => id === account.tariffId)
  const after = tariffs.find(({ id }) => id === tariffId)
  if (!after || typeof from !== 'string' || from === '') return null
  const rows = [
    { key: 'name', label: t('tariff.label'), texts: [account.tariffName, after.name] },
    {
      key: 'fee',
      label: t('fee.label'),
      texts: [feeText(feeOfTariff(before)), feeText(feeOfTariff(after))],
    },
    {
      key: 'speed',
      label: t('speed.label'),
      texts: [speedText(speedOfTariff(before)), speedText(speedOfTariff(after))],
    },
  ]
  const day = formatDay(from, language)
  return (
    <section className={styles.difference} aria-live="polite">
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('change.before')}</th>
            <th scope="col">{t('change.after')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, texts: [was, becomes] }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{was || '—'}</td>
              <td>
                <strong>{becomes}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t(`change.${whenOf(from, today)}`, { day })}</p>
    </section>
  )
}

function whenOf(from: string, today: string): 'atOnce' | 'later' | 'backdated' {
  if (from === today) return 'atOnce'
  return from > today ? 'later' : 'backdated'
}
