import { findAddressHolders } from '@altyn/contract/usage/holders'
import { SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday, useZone } from '../../../lib/operator.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { DraftFields } from '../../../ui/fields/draft-form.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { useDraftForm } from '../../../ui/fields/use-draft-form.ts'
import styles from './holders.module.css'

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/
const PORT_MAX = 65_535
const { address } = findAddressHolders.body.shape

/** What is typed: an address with a port where many share it, and a moment of the operator's zone. */
const schema = z
  .object({
    address: z
      .string()
      .trim()
      .min(1, 'required')
      .refine((text) => address.safeParse(text).success, 'ip-address'),
    port: z
      .string()
      .trim()
      .refine((text) => text === '' || (/^\d+$/.test(text) && Number(text) <= PORT_MAX), 'port'),
    day: z.iso.date('date').or(z.literal('')),
    clock: z.string().regex(CLOCK, 'clock').or(z.literal('')),
  })
  .refine(({ day, clock }) => !day || clock, { path: ['clock'], message: 'clock' })
export type AskedHolder = z.output<typeof schema>

type HolderFormProps = { initial: AskedHolder; onAsk: (asked: AskedHolder) => Promise<unknown> }

/** The question about an address; nothing is asked until the button is pressed, since each is audited. */
export function HolderForm({ initial, onAsk }: HolderFormProps) {
  const t = useTexts('usage')
  const today = useToday()
  const zone = useZone()
  const draft = useDraftForm({ schema, initial, onSave: onAsk, isGuarded: false })
  return (
    <div className={styles.form}>
      <DraftFields draft={draft}>
        <div className={styles.fields}>
          <Field name="address" label={t('holders.address')} isRequired>
            <Input autoComplete="off" placeholder={t('holders.example')} />
          </Field>
          <Field name="port" label={t('holders.port')} hint={t('holders.portHint')}>
            <Input inputMode="numeric" autoComplete="off" />
          </Field>
          <Field name="day" label={t('holders.day')}>
            <DayField max={today} />
          </Field>
          <Field name="clock" label={t('holders.clock')} hint={t('holders.momentHint', { zone })}>
            <Input type="time" step={1} />
          </Field>
        </div>
        <Button
          type="primary"
          icon={<SearchOutlined />}
          loading={draft.isSaving}
          onClick={() => void draft.save()}
        >
          {t('holders.find')}
        </Button>
        <p className={styles.audited}>{t('holders.audited')}</p>
      </DraftFields>
    </div>
  )
}

/** The moment that was typed, as an instant; nothing for now. A time alone is of today. */
export function momentOf(
  { day, clock }: AskedHolder,
  { today, zone }: { today: string; zone: string },
): string | undefined {
  if (!clock) return undefined
  return Temporal.PlainDateTime.from(`${day || today}T${clock}`)
    .toZonedDateTime(zone)
    .toInstant()
    .toString()
}
