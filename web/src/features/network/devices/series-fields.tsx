import { PORT_MEDIA, PORTS_MAX } from '@altyn/contract/network/device-templates'
import { expandSeries, type PlainPort, type PortSeries } from '@altyn/contract/network/port-series'
import { Form, Input, InputNumber, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../../ui/fields/field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import { speedText } from './device-words.tsx'
import styles from './devices.module.css'

const SPEEDS_MBPS = [0, 100, 1000, 2500, 5000, 10_000, 25_000, 40_000, 100_000]
const COUNT_USUAL = 24

/** Ports as they are typed: from a first name on, so many. */
export const seriesForm = z.array(
  z.object({
    first: z.string().trim().min(1, 'required').max(40),
    count: z.coerce.number().int().min(1).max(PORTS_MAX),
    medium: z.enum(PORT_MEDIA),
    speedMbps: z.coerce.number().int().min(0),
  }),
)
export type SeriesForm = z.input<typeof seriesForm>
type Medium = (typeof PORT_MEDIA)[number]

/** What the API takes: each port by its name. */
export function portsOf(series: SeriesForm): (PlainPort & { medium: Medium })[] {
  return seriesForm
    .parse(series)
    .flatMap((one) => expandSeries(one).map((port) => ({ ...port, medium: one.medium })))
}

type SeriesFieldsProps = { title: string; help: string }

/** A list of series of ports, kept under `series`. */
export function SeriesFields({ title, help }: SeriesFieldsProps) {
  const t = useTexts('devices')
  return (
    <FieldGroup title={title} help={help}>
      <Form.List name="series">
        {(fields, { add, remove }) => (
          <div className={styles.series}>
            {fields.map(({ key, name }, index) => (
              <section key={key} className={styles.oneSeries}>
                <OneSeries index={index} />
                <RowButton label={t('series.remove')} isRemoving onPress={() => remove(name)} />
              </section>
            ))}
            <RowButton
              label={t('series.add')}
              onPress={() =>
                add({ first: '1', count: COUNT_USUAL, medium: 'copper', speedMbps: 1000 })
              }
            />
          </div>
        )}
      </Form.List>
    </FieldGroup>
  )
}

function OneSeries({ index }: { index: number }) {
  const t = useTexts('devices')
  const at = (field: string) => `series.${index}.${field}`
  return (
    <>
      <FieldRow>
        <Field
          listed={1}
          name={at('first')}
          label={t('series.first')}
          hint={<Span index={index} />}
          isRequired
        >
          <Input autoComplete="off" spellCheck={false} />
        </Field>
        <Field listed={1} name={at('count')} label={t('series.count')} isRequired>
          <InputNumber min={1} max={PORTS_MAX} controls={false} style={{ width: '100%' }} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field listed={1} name={at('medium')} label={t('fields.medium')}>
          <MediumSelect />
        </Field>
        <Field listed={1} name={at('speedMbps')} label={t('fields.speed')}>
          <SpeedSelect />
        </Field>
      </FieldRow>
    </>
  )
}

/** The names that a series comes to, so that nobody counts in the head. */
function Span({ index }: { index: number }) {
  const t = useTexts('devices')
  const { form } = useDraft()
  const series: PortSeries | undefined = Form.useWatch(['series', index], { form, preserve: true })
  const parsed = seriesForm.element.safeParse(series)
  if (!parsed.success) return null
  const names = expandSeries(parsed.data).map(({ name }) => name)
  return names.length > 1 ? t('series.span', { first: names[0], last: names.at(-1) }) : null
}

type SelectProps<Value> = { id?: string; value?: Value; onChange?: (value: Value) => void }

/** What a port is made of. */
export function MediumSelect(props: SelectProps<Medium>) {
  const t = useTexts('devices')
  return (
    <Select
      {...props}
      options={PORT_MEDIA.map((value) => ({ value, label: t(`media.${value}`) }))}
    />
  )
}

/** One of the usual speeds, or the unusual one that the port has. */
export function SpeedSelect(props: SelectProps<number>) {
  const t = useTexts('devices')
  const { value } = props
  const known = value === undefined || SPEEDS_MBPS.includes(value)
  const speeds = known ? SPEEDS_MBPS : [...SPEEDS_MBPS, value]
  return (
    <Select
      {...props}
      options={speeds.map((speed) => ({ value: speed, label: speedText(speed, t) }))}
    />
  )
}
