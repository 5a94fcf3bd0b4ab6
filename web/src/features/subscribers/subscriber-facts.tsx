import type { Subscriber } from '@altyn/contract/subscribers'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { formatPhone } from '../../ui/fields/phone-mask.ts'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import { Day } from '../../ui/pieces/moment.tsx'
import styles from './subscribers.module.css'

/** In the order of documents; what a subscriber has not is left out. */
const REQUISITES = [
  'fullName',
  'inn',
  'kpp',
  'ogrn',
  'address',
  'bankName',
  'bic',
  'bankAccount',
  'correspondentAccount',
  'director',
  'accountant',
  'birthPlace',
] as const

/** The right column of the card: how to reach the subscriber, where they are, what they are on paper. */
export function SubscriberFacts({ subscriber }: { subscriber: Subscriber }) {
  const t = useTexts('subscribers')
  const { contacts, addresses, note } = subscriber
  const requisites = useRequisites(subscriber)
  return (
    <>
      <Facts title={t('contacts.title')} facts={contacts.map(contactFact(t))} />
      {contacts.length === 0 && <p className={styles.quiet}>{t('contacts.none')}</p>}
      {addresses.length > 0 && (
        <Facts title={t('address.title')} facts={addressFacts(addresses, t)} />
      )}
      {note && (
        <section className={styles.note}>
          <h2>{t('field.note')}</h2>
          <p>{note}</p>
        </section>
      )}
      {requisites.length > 0 && <Facts title={t('requisites.title')} facts={requisites} />}
    </>
  )
}

function contactFact(t: Texts) {
  return ({ kind, value, note }: Subscriber['contacts'][number], index: number): Fact => ({
    key: `${kind}-${index}`,
    label: t(`contacts.${kind}`),
    value: (
      <>
        <CopyText text={value}>
          <a href={kind === 'phone' ? `tel:${value}` : `mailto:${value}`}>
            {kind === 'phone' ? formatPhone(value) : value}
          </a>
        </CopyText>
        {note && <div className={styles.quiet}>{note}</div>}
      </>
    ),
  })
}

function addressFacts(addresses: Subscriber['addresses'], t: Texts): Fact[] {
  return addresses.map(({ kind, fullText, entrance, floor }) => ({
    key: kind,
    label: t(`address.short.${kind}`),
    value: (
      <>
        <CopyText text={fullText} />
        {(entrance || floor) && (
          <div className={styles.quiet}>
            {[
              entrance && t('address.entrance', { entrance }),
              floor && t('address.floor', { floor }),
            ]
              .filter(Boolean)
              .join(', ')}
          </div>
        )}
      </>
    ),
  }))
}

function useRequisites({ requisites }: Subscriber): Fact[] {
  const t = useTexts('subscribers')
  const plain = REQUISITES.filter((name) => requisites[name]).map((name) => ({
    key: name,
    label: t(`requisites.${name}`),
    value: <CopyText text={requisites[name] ?? ''} />,
  }))
  return [...passportFacts(requisites, t), ...plain]
}

function passportFacts(requisites: Subscriber['requisites'], t: Texts): Fact[] {
  const { passportSeries, passportNumber, passportIssuedBy, passportIssuedOn, birthDate } =
    requisites
  const passport = [passportSeries, passportNumber].filter(Boolean).join(' ')
  const facts: (Fact | false | undefined)[] = [
    passport !== '' && {
      key: 'passport',
      label: t('passport.short'),
      value: (
        <>
          <CopyText text={passport} />
          <div className={styles.quiet}>
            {passportIssuedOn && <Day value={passportIssuedOn} />} {passportIssuedBy}
          </div>
        </>
      ),
    },
    birthDate !== undefined &&
      birthDate !== '' && {
        key: 'birthDate',
        label: t('requisites.birthDate'),
        value: <Day value={birthDate} />,
      },
  ]
  return facts.filter((fact) => fact !== false && fact !== undefined)
}
