import { SPEED_PERIODS, type SpeedRule } from '@altyn/contract/catalogue/terms'
import { Form, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import styles from '../catalogue.module.css'
import { SpeedField } from '../speed-field.tsx'
import { useBandNames } from '../usage/names.ts'
import { GigabytesField } from './gigabytes-field.tsx'

type Rule = Partial<SpeedRule> & Pick<SpeedRule, 'kind'>
const USUAL_MEGABYTES = 300 * 1024
const SLOW_KBPS = 10_000
const FAST_KBPS = 300_000

/** Speeds of hours and after a volume, in the order in which they are tried. */
export function SpeedRuleFields() {
  const t = useTexts('catalogue')
  const bands = useBandNames()
  const [firstBand] = bands.keys()
  return (
    <Form.List name="speedRules">
      {(fields, { add, remove, move }) => (
        <div className={styles.steps}>
          {fields.map(({ key, name }, index) => (
            <section key={key} className={styles.ownPrice}>
              <RuleFields index={index} bands={bands} />
              <div className={styles.buttons}>
                {index > 0 && (
                  <RowButton
                    label={t('speedRule.earlier')}
                    onPress={() => move(index, index - 1)}
                  />
                )}
                <RowButton label={t('speedRule.remove')} isRemoving onPress={() => remove(name)} />
              </div>
            </section>
          ))}
          <div className={styles.buttons}>
            <RowButton
              label={t('speedRule.addBand')}
              onPress={() =>
                add({ kind: 'band', band: firstBand, downKbps: FAST_KBPS, upKbps: FAST_KBPS })
              }
            />
            <RowButton
              label={t('speedRule.addVolume')}
              onPress={() =>
                add({
                  kind: 'volume',
                  fromMegabytes: USUAL_MEGABYTES,
                  period: 'month',
                  downKbps: SLOW_KBPS,
                  upKbps: SLOW_KBPS,
                })
              }
            />
          </div>
          {fields.length > 1 && <p className={styles.quiet}>{t('speedRule.order')}</p>}
        </div>
      )}
    </Form.List>
  )
}

function RuleFields({ index, bands }: { index: number; bands: ReadonlyMap<string, string> }) {
  const t = useTexts('catalogue')
  const { form } = useDraft()
  const rule: Rule | undefined = Form.useWatch(['speedRules', index], { form, preserve: true })
  const at = (field: string) => `speedRules.${index}.${field}`
  return (
    <>
      {rule?.kind === 'volume' ? (
        <FieldRow>
          <Field listed={1} name={at('fromMegabytes')} label={t('speedRule.from')} isRequired>
            <GigabytesField />
          </Field>
          <Field listed={1} name={at('period')} label={t('speedRule.period')}>
            <Select
              options={SPEED_PERIODS.map((value) => ({
                value,
                label: t(`speedRule.periods.${value}`),
              }))}
            />
          </Field>
        </FieldRow>
      ) : (
        <Field
          listed={1}
          name={at('band')}
          label={t('speedRule.band')}
          hint={bands.size === 0 ? t('speedRule.noBands') : undefined}
          isRequired
        >
          <Select
            options={[...bands].map(([value, label]) => ({ value, label }))}
            notFoundContent={t('speedRule.noBands')}
          />
        </Field>
      )}
      <FieldRow>
        <Field listed={1} name={at('downKbps')} label={t('form.speedDown')}>
          <SpeedField />
        </Field>
        <Field listed={1} name={at('upKbps')} label={t('form.speedUp')}>
          <SpeedField />
        </Field>
      </FieldRow>
    </>
  )
}
