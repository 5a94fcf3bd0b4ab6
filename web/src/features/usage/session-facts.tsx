import type { Session } from '@altyn/contract/usage'
import { formatBitRate, formatBytes } from '../../lib/format/quantity.ts'
import { formatDuration } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { AccountOwner } from './account-owner.tsx'
import { causeText, lengthOf } from './session-columns.tsx'
import { SessionParts } from './session-parts.tsx'
import { SessionProof } from './session-proof.tsx'
import styles from './usage.module.css'

type SessionFactsProps = { session: Session; nasName: (id: number | null) => string }

/** All that is known about a session, beside the list. */
export function SessionFacts({ session, nasName }: SessionFactsProps) {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const rate = (kbps: number | null) =>
    kbps ? formatBitRate(kbps, language) : t('facts.unlimited')
  const fact = (key: string, value: Fact['value']): Fact => ({
    key,
    label: t(`fields.${key}`),
    value,
  })
  const copied = (key: string, text: string | null) =>
    text ? [fact(key, <CopyText text={text} isCode />)] : []
  return (
    <div className={styles.facts}>
      {(session.state === 'suspected' ||
        session.state === 'silent' ||
        session.state === 'probed') && (
        <AlertLine
          tone={session.state === 'silent' ? 'warn' : 'note'}
          title={t(`state.${session.state}`)}
          advice={t(`doubt.${session.state}`)}
        />
      )}
      <Facts
        facts={[
          fact('owner', <AccountOwner accountId={session.accountId ?? session.guestAccountId} />),
          ...(session.isGuest ? [fact('guest', t('guestWords'))] : []),
          fact('login', <CopyText text={session.login} />),
          ...copied('address', session.address),
          ...copied('framedPrefix', session.framedPrefix),
          ...copied('delegatedPrefix', session.delegatedPrefix),
          ...copied('callingStation', session.callingStation),
        ]}
      />
      <Facts
        title={t('facts.work')}
        facts={[
          fact('startedAt', <Instant value={session.startedAt} />),
          ...(session.closedAt ? [fact('closedAt', <Instant value={session.closedAt} />)] : []),
          fact(session.closedAt ? 'lasted' : 'length', formatDuration(lengthOf(session), language)),
          ...(session.closedAt ? [fact('cause', causeText(t, session.cause))] : []),
          fact('octetsIn', formatBytes(session.octetsIn, language)),
          fact('octetsOut', formatBytes(session.octetsOut, language)),
          ...(session.speedDownKbps === null
            ? []
            : [fact('speed', `↓ ${rate(session.speedDownKbps)} ↑ ${rate(session.speedUpKbps)}`)]),
          ...(session.closedAt
            ? []
            : [fact('updatedAt', <Instant value={session.updatedAt} isRelative />)]),
          ...(session.promisedSeconds === null
            ? []
            : [
                fact(
                  'promised',
                  t('facts.every', { time: formatDuration(session.promisedSeconds, language) }),
                ),
              ]),
        ]}
      />
      <SessionParts sessionId={session.id} />
      <SessionProof sessionId={session.id} />
      <Facts
        title={t('facts.network')}
        facts={[
          fact('nas', nasName(session.nasId)),
          ...(session.line ? [fact('line', session.line)] : []),
          ...(session.nasPort ? [fact('nasPort', session.nasPort)] : []),
          ...copied('acctSessionId', session.acctSessionId),
        ]}
      />
      <SessionLinks session={session} />
    </div>
  )
}

/** What else is known about the account and the address; each needs a right of its own. */
function SessionLinks({ session }: { session: Session }) {
  const t = useTexts('usage')
  const can = usePermissions()
  const zone = useZone()
  const { guestAccountId, address, startedAt, closedAt } = session
  const accountId = session.accountId ?? guestAccountId
  // Of a finished session its first second is asked about, of a live one the present.
  const began = Temporal.Instant.from(startedAt).toZonedDateTimeISO(zone).add({ seconds: 1 })
  const moment = closedAt && {
    day: began.toPlainDate().toString(),
    clock: began.toPlainTime().toString({ smallestUnit: 'second' }),
  }
  return (
    <div className={styles.links}>
      {can('access.read') && accountId !== null && (
        <GoLink to={paths.authorisations({ tab: 'commands', accountId })}>
          {t('facts.commands')}
        </GoLink>
      )}
      {can('usage.investigate') && address && (
        <GoLink to={paths.addressHolders({ address, ...moment })}>{t('facts.holders')}</GoLink>
      )}
    </div>
  )
}
