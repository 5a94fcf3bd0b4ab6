import type { Nas } from '@altyn/contract/network'
import {
  type Enforcement,
  listEnforcements,
  type NasProtection,
} from '@altyn/contract/network/protection'
import { Drawer } from 'antd'
import { formatCount } from '../../../lib/format/quantity.ts'
import { type Texts, useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { type HistoryItem, HistoryList } from '../../../ui/pieces/history-list.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import styles from './protection.module.css'
import { RuleBox } from './rule-box.tsx'

type ProtectionDrawerProps = {
  nas: Nas
  /** Undefined until it is read. */
  protection: NasProtection | undefined
  onClose: () => void
}

/** What an access server sends, what may be demanded of it, and what was. */
export function ProtectionDrawer({ nas, protection, onClose }: ProtectionDrawerProps) {
  const t = useTexts('protection')
  const history = useCall(listEnforcements, { params: { id: nas.id } })
  return (
    <Drawer open title={t('title', { name: nas.name })} size="min(560px, 100vw)" onClose={onClose}>
      {protection ? (
        <div className={styles.drawer}>
          <p className={styles.lead}>{t('lead')}</p>
          <Seen protection={protection} />
          {protection.rules.map((state) => (
            <RuleBox key={state.rule} nas={nas} state={state} />
          ))}
          <section>
            <h2 className={styles.heading}>{t('history.title')}</h2>
            <HistoryList
              items={history.data?.items.flatMap((row) => historyOf(t, row))}
              emptyText={t('history.empty')}
            />
          </section>
        </div>
      ) : (
        <SkeletonLines count={8} />
      )}
    </Drawer>
  )
}

const KINDS = ['request', 'unsigned', 'proxied', 'unsignedProxied'] as const
/** What is shown only where there was some. */
const RARE_KINDS = ['badlySigned', 'discarded', 'tls'] as const
const TROUBLES: readonly string[] = ['unsigned', 'unsignedProxied', 'badlySigned', 'discarded']

function Seen({ protection: { seen, lastContactAt } }: { protection: NasProtection }) {
  const t = useTexts('protection')
  const facts: Fact[] = [
    {
      key: 'last',
      label: t('lastContact'),
      value: lastContactAt ? <Instant value={lastContactAt} isRelative /> : t('never'),
    },
    ...[...KINDS, ...RARE_KINDS.filter((kind) => seen[kind])].map((kind) => ({
      key: kind,
      label: t(`seen.${kind}`),
      value: <Sighting kind={kind} sighting={seen[kind]} />,
    })),
  ]
  return <Facts title={t('seen.title')} facts={facts} />
}

function Sighting(props: { kind: string; sighting: NasProtection['seen']['request'] }) {
  const { kind, sighting } = props
  const t = useTexts('protection')
  const [language] = useLanguage()
  if (!sighting) return t('seen.none')
  const count = formatCount(sighting.times, language)
  return (
    <span className={styles.sighting}>
      {TROUBLES.includes(kind) ? <StatusTag isBare tone="warn" label={count} /> : count}
      <small>
        {t('seen.last')} <Instant value={sighting.lastAt} isRelative />
        {', '}
        {t('seen.first')} <Instant value={sighting.firstAt} />
      </small>
    </span>
  )
}

/** The end of a rule stands above its beginning. */
function historyOf(t: Texts, row: Enforcement): HistoryItem[] {
  const rule = t(`rules.${row.rule}.name`)
  const began: HistoryItem = {
    key: `${row.id}-began`,
    at: row.enforcedAt,
    text: t('history.began', { rule }),
    who: row.enforcedBy,
    tone: 'ok',
  }
  if (!row.endedAt) return [began]
  const { rolledBack } = row
  const ended: HistoryItem = {
    key: `${row.id}-ended`,
    at: row.endedAt,
    text: rolledBack
      ? t('history.rolledBack', { rule, ...rolledBack })
      : t('history.ended', { rule }),
    who: rolledBack ? t('history.system') : (row.endedBy ?? undefined),
    tone: rolledBack ? 'warn' : 'quiet',
  }
  return [ended, began]
}
