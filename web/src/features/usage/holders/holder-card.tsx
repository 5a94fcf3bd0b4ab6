import type { Holder } from '@altyn/contract/usage/holders'
import type { ReactNode } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag, type StatusTone } from '../../../ui/pieces/status-tag.tsx'
import { causeText } from '../session-columns.tsx'
import styles from './holders.module.css'

const TONES: Record<Holder['certainty'], StatusTone> = {
  sure: 'ok',
  likely: 'warn',
  possible: 'quiet',
}

type HolderCardProps = { holder: Holder; nasName: (id: number | null) => string }

/** One who may have had the address: whose account it is, how sure that is and what tells so. */
export function HolderCard({ holder, nasName }: HolderCardProps) {
  const t = useTexts('usage')
  return (
    <article className={styles.card}>
      <header className={styles.cardHead}>
        <h3>
          <Owner holder={holder} />
        </h3>
        <StatusTag
          tone={TONES[holder.certainty]}
          label={t(`holders.certainty.${holder.certainty}`)}
        />
      </header>
      <p className={styles.reason}>{t(`holders.reasons.${holder.reason}`)}</p>
      <div className={styles.evidence}>
        <Facts title={t('holders.facts.evidence')} facts={useEvidence(holder)} />
        <SessionEvidence session={holder.session} nasName={nasName} />
        <LeaseEvidence lease={holder.dhcp} from={holder.from} until={holder.until} />
        <BlockEvidence block={holder.natBlock} />
      </div>
    </article>
  )
}

function Owner({ holder }: { holder: Holder }) {
  const t = useTexts('usage')
  const can = usePermissions()
  const { subscriberId, subscriberName, contractNumber, accountId } = holder
  if (subscriberId === null) return <>{t('holders.unknownOwner')}</>
  const name = `${subscriberName}, ${t('holders.contract', { number: contractNumber })}`
  if (!can('subscribers.read')) return <>{name}</>
  return (
    <GoLink to={paths.subscriber(subscriberId, { account: accountId ?? undefined })}>{name}</GoLink>
  )
}

function useEvidence(holder: Holder): Fact[] {
  const t = useTexts('usage')
  const { foundBy, login, network, from, until } = holder
  const isAssigned = ['fixed-address', 'network', 'lease'].includes(foundBy)
  return [
    { key: 'foundBy', label: t('holders.foundBy.label'), value: t(`holders.foundBy.${foundBy}`) },
    ...(login
      ? [{ key: 'login', label: t('fields.login'), value: <CopyText text={login} /> }]
      : []),
    ...(network
      ? [
          {
            key: 'network',
            label: t('holders.facts.network'),
            value: <CopyText text={network} isCode />,
          },
        ]
      : []),
    ...(isAssigned
      ? [{ key: 'held', label: t('holders.facts.held'), value: <Span from={from} until={until} /> }]
      : []),
  ]
}

function LeaseEvidence({
  lease,
  from,
  until,
}: {
  lease: Holder['dhcp']
  from: string
  until: string | null
}) {
  const t = useTexts('usage')
  if (!lease) return null
  const fact = (key: string, value: ReactNode): Fact => ({
    key,
    label: t(`dhcp.fields.${key}`),
    value,
  })
  return (
    <Facts
      title={t('holders.facts.lease')}
      facts={[
        fact('mac', <CopyText text={lease.mac} isCode />),
        ...(lease.line ? [fact('line', lease.line)] : []),
        ...(lease.isGuest ? [fact('owner', t('dhcp.guest'))] : []),
        fact('span', <Span from={from} until={until} />),
        ...(lease.endReason ? [fact('state', t(`dhcp.ends.${lease.endReason}`))] : []),
      ]}
    />
  )
}

function SessionEvidence({ session, nasName }: { session: Holder['session'] } & NasNames) {
  const t = useTexts('usage')
  if (!session) return null
  const fact = (key: string, value: ReactNode): Fact => ({ key, label: t(`fields.${key}`), value })
  const { startedAt, closedAt, updatedAt, callingStation, nasPort, cause } = session
  return (
    <Facts
      title={t('holders.facts.session')}
      facts={[
        fact('startedAt', <Instant value={startedAt} />),
        closedAt
          ? fact('closedAt', <Instant value={closedAt} />)
          : fact(
              'closedAt',
              <>
                {t('holders.facts.goesOn')} <Instant value={updatedAt} isRelative />
              </>,
            ),
        ...(closedAt ? [fact('cause', causeText(t, cause))] : []),
        ...(session.isGuest ? [fact('guest', t('guestWords'))] : []),
        fact('nas', nasName(session.nasId)),
        ...(nasPort ? [fact('nasPort', nasPort)] : []),
        ...(callingStation
          ? [fact('callingStation', <CopyText text={callingStation} isCode />)]
          : []),
        fact('acctSessionId', <CopyText text={session.acctSessionId} isCode />),
      ]}
    />
  )
}

type NasNames = Pick<HolderCardProps, 'nasName'>

function BlockEvidence({ block }: { block: Holder['natBlock'] }) {
  const t = useTexts('usage')
  if (!block) return null
  const fact = (key: string, value: ReactNode): Fact => ({
    key,
    label: t(`holders.facts.${key}`),
    value,
  })
  const { firstPort, lastPort, inside, device, from, until } = block
  return (
    <Facts
      title={t('holders.facts.block')}
      facts={[
        fact('ports', `${firstPort}–${lastPort}`),
        ...(inside ? [fact('inside', <CopyText text={inside} isCode />)] : []),
        fact('span', <Span from={from} until={until} />),
        ...(device ? [fact('device', device)] : []),
      ]}
    />
  )
}

function Span({ from, until }: { from: string; until: string | null }) {
  const t = useTexts('usage')
  return (
    <>
      <Instant value={from} /> – {until ? <Instant value={until} /> : t('holders.facts.now')}
    </>
  )
}
