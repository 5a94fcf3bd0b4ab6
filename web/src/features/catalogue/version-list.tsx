import {
  type TariffVersion,
  type tariffCard,
  withdrawTariffVersion,
} from '@altyn/contract/catalogue'
import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { Instant, Period } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import styles from './catalogue.module.css'
import { TERM_KEYS, type TermWords, USUAL_TERMS, useTermWords } from './term-words.ts'
import { FIRST_TERMS, toDraft } from './terms.ts'
import { TermsDifference } from './terms-difference.tsx'

/** All versions, the newest first, each told by what it changed in the one before it. */
export function VersionList({ tariff }: { tariff: z.output<typeof tariffCard> }) {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const today = useToday()
  const [isAsking, setAsking] = useState(false)
  const { id, versions, currency, version: ifMatch } = tariff
  const withdraw = useDeed(withdrawTariffVersion, {
    done: t('version.withdraw.done'),
    isFailureShownByCaller: true,
  })
  const ordered = versions.toSorted((one, other) => other.number - one.number)
  const mayWithdraw = can('catalogue.change') && versions.length > 1
  return (
    <>
      <ol className={styles.versions}>
        {ordered.map((version, index) => (
          <VersionLine
            key={version.number}
            version={version}
            before={ordered[index + 1]}
            currency={currency}
            onWithdraw={
              mayWithdraw && index === 0 && version.from > today ? () => setAsking(true) : undefined
            }
          />
        ))}
      </ol>
      <ConfirmDialog
        isOpen={isAsking}
        isDanger
        title={t('version.withdraw.title')}
        confirmLabel={t('version.withdraw.action')}
        onConfirm={() => withdraw.mutateAsync({ params: { id }, ifMatch })}
        onClose={() => setAsking(false)}
      >
        {t('version.withdraw.text')}
      </ConfirmDialog>
    </>
  )
}

type VersionLineProps = {
  version: TariffVersion
  before: TariffVersion | undefined
  currency: string
  onWithdraw?: () => void
}

function VersionLine({ version, before, currency, onWithdraw }: VersionLineProps) {
  const t = useTexts('catalogue')
  const { number, from, until, publishedAt, publishedBy } = version
  return (
    <li className={styles.version}>
      <header className={styles.versionHead}>
        <h2>{t('version.title', { number })}</h2>
        <Period from={from} until={until} />
        <VersionState version={version} />
      </header>
      {before ? (
        <TermsDifference before={toDraft(before)} after={toDraft(version)} currency={currency} />
      ) : (
        <FirstTerms version={version} currency={currency} />
      )}
      <p className={styles.quiet}>
        {t('version.published', { who: publishedBy })} <Instant value={publishedAt} />
        {version.audience === 'new-accounts' && ` · ${t('audience.new-accounts')}`}
      </p>
      {onWithdraw && (
        <Button size="small" danger onClick={onWithdraw}>
          {t('version.withdraw.action')}
        </Button>
      )}
    </li>
  )
}

function VersionState({ version: { from, until } }: { version: TariffVersion }) {
  const t = useTexts('catalogue')
  const today = useToday()
  if (from > today) return <StatusTag tone="note" label={t('version.planned')} />
  if (until !== null && until <= today) return <StatusTag tone="quiet" label={t('version.past')} />
  return <StatusTag tone="ok" label={t('version.current')} />
}

function FirstTerms({ version, currency }: { version: TariffVersion; currency: string }) {
  const t = useTexts('catalogue')
  const wordsOf = useTermWords()
  const words = wordsOf(toDraft(version), currency)
  const plain = { ...FIRST_TERMS, ...USUAL_TERMS, speedDownKbps: -1, speedUpKbps: -1 }
  const usual: Partial<TermWords> = { ...wordsOf(plain, currency), feeCharged: '', blockPolicy: '' }
  return (
    <dl className={styles.difference}>
      {TERM_KEYS.filter((key) => words[key] !== usual[key]).map((key) => (
        <div key={key}>
          <dt>{t(`term.${key}`)}</dt>
          <dd>{words[key]}</dd>
        </div>
      ))}
    </dl>
  )
}
