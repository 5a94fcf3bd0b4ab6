import {
  type BandInterval,
  bandInterval,
  changeTimeBand,
  createTimeBand,
  DAY_MINUTES,
  ON_HOLIDAYS,
  type TimeBand,
  timeBandForm,
} from '@altyn/contract/catalogue/calendars'
import { codeText } from '@altyn/contract/catalogue/code-text'
import { Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from './calendars.module.css'
import { fromClock, toClock, WEEKDAY_BITS } from './week-minutes.ts'

const FIRST: BandInterval = { weekdays: 127, fromMinute: 0, untilMinute: 480, holidays: 'any' }
const WIDTH = 560
const schema = timeBandForm.extend({
  code: codeText,
  isArchived: z.boolean().default(false),
  intervals: z.array(bandInterval).min(1).max(50),
})

/** The name and the hours of a band. Hours that prices go by already cannot be changed. */
export function BandForm({ band, onClose }: { band?: TimeBand; onClose: () => void }) {
  const t = useTexts('catalogue')
  const options = { isFailureShownByCaller: true, done: t('bands.saved') }
  const create = useDeed(createTimeBand, options)
  const change = useDeed(changeTimeBand, options)
  return (
    <SideForm
      title={t(band ? 'bands.edit' : 'bands.create')}
      saveLabel={t(band ? 'bands.save' : 'bands.create')}
      width={WIDTH}
      schema={schema}
      initial={
        band
          ? { ...band, isArchived: band.archivedAt !== null }
          : { nameRu: '', nameEn: '', code: '', isArchived: false, intervals: [FIRST] }
      }
      onSave={({ code, isArchived, ...body }) =>
        band
          ? change.mutateAsync({
              params: { id: band.id },
              ifMatch: band.version,
              body: { ...body, isArchived },
            })
          : create.mutateAsync({ body: { ...body, code } })
      }
      onClose={onClose}
    >
      <FieldGroup>
        <FieldRow>
          <Field name="nameRu" label={t('bands.nameRu')} isRequired>
            <Input autoComplete="off" />
          </Field>
          <Field name="nameEn" label={t('bands.nameEn')} isRequired>
            <Input autoComplete="off" />
          </Field>
        </FieldRow>
        {!band && (
          <Field name="code" label={t('bands.code')} hint={t('bands.codeHint')} isRequired>
            <Input autoComplete="off" />
          </Field>
        )}
      </FieldGroup>
      <Intervals />
      {band && <FlagField name="isArchived" label={t('bands.archived')} />}
    </SideForm>
  )
}

function Intervals() {
  const t = useTexts('catalogue')
  return (
    <FieldGroup title={t('bands.hours')} help={t('bands.hoursHelp')}>
      <Form.List name="intervals">
        {(fields, { add, remove }) => (
          <div className={styles.intervals}>
            {fields.map(({ key, name }, i) => (
              <section key={key} className={styles.interval}>
                <Field listed={1} name={`intervals.${i}.weekdays`} label={t('bands.weekdays')}>
                  <WeekdaysField />
                </Field>
                <FieldRow>
                  <Field listed={1} name={`intervals.${i}.fromMinute`} label={t('bands.from')}>
                    <ClockField />
                  </Field>
                  <Field
                    listed={1}
                    name={`intervals.${i}.untilMinute`}
                    label={t('bands.until')}
                    hint={t('bands.untilHint')}
                  >
                    <ClockField />
                  </Field>
                </FieldRow>
                <Field listed={1} name={`intervals.${i}.holidays`} label={t('bands.onHolidays')}>
                  <Select
                    options={ON_HOLIDAYS.map((value) => ({
                      value,
                      label: t(`bands.holidays.${value}`),
                    }))}
                  />
                </Field>
                {fields.length > 1 && (
                  <RowButton
                    label={t('bands.removeInterval')}
                    isRemoving
                    onPress={() => remove(name)}
                  />
                )}
              </section>
            ))}
            <RowButton label={t('bands.addInterval')} onPress={() => add(FIRST)} />
          </div>
        )}
      </Form.List>
    </FieldGroup>
  )
}

function WeekdaysField(props: { value?: number; onChange?: (weekdays: number) => void }) {
  const t = useTexts('catalogue')
  const { value = 0, onChange } = props
  return (
    <div className={styles.weekdays}>
      {WEEKDAY_BITS.map((bit) => (
        <Checkbox
          key={bit}
          checked={(value & bit) !== 0}
          onChange={({ target }) => onChange?.(target.checked ? value | bit : value & ~bit)}
        >
          {t(`bands.day.${bit}`)}
        </Checkbox>
      ))}
    </div>
  )
}

/** A time of day as people write it; what is no time yet is not told to the form. */
function ClockField(props: { value?: number; onChange?: (minute: number) => void; id?: string }) {
  const { value = 0, onChange, id } = props
  const [typed, setTyped] = useState<string>()
  return (
    <Input
      id={id}
      inputMode="numeric"
      value={typed ?? toClock(value)}
      status={typed !== undefined && fromClock(typed) === undefined ? 'error' : undefined}
      onChange={({ target }) => {
        setTyped(target.value)
        const minute = fromClock(target.value)
        if (minute !== undefined && minute <= DAY_MINUTES) onChange?.(minute)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}
