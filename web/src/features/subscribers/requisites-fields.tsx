import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { DayField } from '../../ui/fields/day-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import type { SubscriberKind } from './kind-icon.tsx'
import styles from './subscribers.module.css'

/** The passport of a person; folded away until it is needed, since most calls need none of it. */
export function PassportFields() {
  const t = useTexts('subscribers')
  const today = useToday()
  return (
    <Fold title={t('passport.title')} names={['passportSeries', 'passportNumber', 'birthDate']}>
      <FieldRow>
        <Field name="requisites.passportSeries" label={t('requisites.passportSeries')}>
          <Input inputMode="numeric" autoComplete="off" />
        </Field>
        <Field name="requisites.passportNumber" label={t('requisites.passportNumber')}>
          <Input inputMode="numeric" autoComplete="off" />
        </Field>
        <Field name="requisites.passportIssuedOn" label={t('requisites.passportIssuedOn')}>
          <DayField max={today} />
        </Field>
      </FieldRow>
      <Field name="requisites.passportIssuedBy" label={t('requisites.passportIssuedBy')}>
        <Input autoComplete="off" />
      </Field>
      <div className={styles.town}>
        <Field name="requisites.birthDate" label={t('requisites.birthDate')}>
          <DayField max={today} />
        </Field>
        <Field name="requisites.birthPlace" label={t('requisites.birthPlace')}>
          <Input autoComplete="off" />
        </Field>
      </div>
    </Fold>
  )
}

/** The numbers under which the state knows a company or a sole proprietor. */
export function RegistrationFields({ kind }: { kind: SubscriberKind }) {
  const t = useTexts('subscribers')
  const isCompany = kind === 'company'
  return (
    <FieldGroup title={t('requisites.title')}>
      {isCompany && (
        <Field name="requisites.fullName" label={t('requisites.fullName')}>
          <Input autoComplete="off" />
        </Field>
      )}
      <FieldRow>
        <Field name="requisites.inn" label={t('requisites.inn')}>
          <FiguresInput />
        </Field>
        {isCompany && (
          <Field name="requisites.kpp" label={t('requisites.kpp')}>
            <FiguresInput />
          </Field>
        )}
        <Field
          name="requisites.ogrn"
          label={t(isCompany ? 'requisites.ogrn' : 'requisites.ogrnip')}
        >
          <FiguresInput />
        </Field>
      </FieldRow>
      <Field name="requisites.address" label={t('requisites.address')}>
        <Input autoComplete="off" />
      </Field>
      {isCompany && (
        <FieldRow>
          <Field name="requisites.director" label={t('requisites.director')}>
            <Input autoComplete="off" />
          </Field>
          <Field name="requisites.accountant" label={t('requisites.accountant')}>
            <Input autoComplete="off" />
          </Field>
        </FieldRow>
      )}
    </FieldGroup>
  )
}

/** Where money of a company comes from. */
export function BankFields() {
  const t = useTexts('subscribers')
  const field = (name: string) => (
    <Field name={`requisites.${name}`} label={t(`requisites.${name}`)}>
      {name === 'bankName' ? <Input autoComplete="off" /> : <FiguresInput />}
    </Field>
  )
  return (
    <FieldGroup title={t('requisites.bank')}>
      {field('bankName')}
      <FieldRow>
        {field('bic')}
        {field('correspondentAccount')}
      </FieldRow>
      {field('bankAccount')}
    </FieldGroup>
  )
}

type FiguresInputProps = {
  value?: string
  onChange?: (text: string) => void
  id?: string
  onBlur?: () => void
}

/** Figures are pasted with blanks and in small letters; neither belongs to a requisite. */
function FiguresInput({ value = '', onChange, ...rest }: FiguresInputProps) {
  return (
    <Input
      {...rest}
      value={value}
      onChange={(event) => onChange?.(event.target.value.replaceAll(/\s/g, '').toUpperCase())}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
    />
  )
}

type FoldProps = { title: string; names: readonly string[]; children: React.ReactNode }

/** Fields behind a heading; open from the start when one of them is filled. */
function Fold({ title, names, children }: FoldProps) {
  const { initial } = useDraft()
  const filled = (initial as { requisites?: Record<string, string> }).requisites ?? {} // the draft of a card has them
  return (
    <details className={styles.fold} open={names.some((name) => filled[name])}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}
