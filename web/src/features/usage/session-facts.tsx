import type { Session } from '@altyn/contract/usage'
import { formatBitRate, formatBytes } from '../../lib/format/quantity.ts'
import { formatDuration } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { AccountOwner } from './account-owner.tsx'
import { lengthOf } from './session-columns.tsx'
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
      <Facts
        facts={[
          fact('owner', <AccountOwner accountId={session.accountId} />),
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
          fact('length', formatDuration(lengthOf(session), language)),
          fact('octetsIn', formatBytes(session.octetsIn, language)),
          fact('octetsOut', formatBytes(session.octetsOut, language)),
          ...(session.speedDownKbps === null
            ? []
            : [fact('speed', `↓ ${rate(session.speedDownKbps)} ↑ ${rate(session.speedUpKbps)}`)]),
          fact('updatedAt', <Instant value={session.updatedAt} isRelative />),
        ]}
      />
      <Facts
        title={t('facts.network')}
        facts={[
          fact('nas', nasName(session.nasId)),
          ...(session.nasPort ? [fact('nasPort', session.nasPort)] : []),
          ...copied('acctSessionId', session.acctSessionId),
        ]}
      />
    </div>
  )
}
