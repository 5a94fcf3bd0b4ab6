import type { Nas } from '@altyn/contract/network'
import { enforceProtection, relaxProtection } from '@altyn/contract/network/protection'
import { Button } from 'antd'
import { useState } from 'react'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import styles from './protection.module.css'
import { ProtectionTag } from './protection-tag.tsx'
import { type RuleState, verdictOf } from './protection-verdict.ts'

/** One rule: what it is for, how it stands, and the button that demands it or gives it up. */
export function RuleBox({ nas, state }: { nas: Nas; state: RuleState }) {
  const t = useTexts('protection')
  const can = usePermissions()
  const [isAsking, setAsking] = useState(false)
  const { rule, isEnforced, latest } = state
  const relax = useDeed(relaxProtection, { done: t('relaxed') })
  const call = { params: { id: nas.id }, body: { rule }, ifMatch: nas.version }
  return (
    <section className={styles.rule} aria-label={t(`rules.${rule}.name`)}>
      <h2 className={styles.heading}>{t(`rules.${rule}.name`)}</h2>
      <p>{t(`rules.${rule}.text`)}</p>
      <ProtectionTag state={state} />
      {verdictOf(state) === 'rolled-back' && latest?.rolledBack && (
        <AlertLine tone="warn" title={t('rolledBack', latest.rolledBack)} advice={t('mend')} />
      )}
      {can('network.change') && (
        <div>
          {isEnforced ? (
            <Button size="small" loading={relax.isPending} onClick={() => relax.mutate(call)}>
              {t('relax')}
            </Button>
          ) : (
            <Button
              size="small"
              type={state.readiness.state === 'safe' ? 'primary' : 'default'}
              onClick={() => setAsking(true)}
            >
              {t('enforce')}
            </Button>
          )}
        </div>
      )}
      {isAsking && <EnforceDialog nas={nas} state={state} onClose={() => setAsking(false)} />}
    </section>
  )
}

/** Shows by the numbers seen what would be dropped, and demands the rule. */
function EnforceDialog(props: { nas: Nas; state: RuleState; onClose: () => void }) {
  const { nas, state, onClose } = props
  const { rule, readiness } = state
  const t = useTexts('protection')
  const [language] = useLanguage()
  const enforce = useDeed(enforceProtection, { done: t('enforced'), isFailureShownByCaller: true })
  const isSafe = readiness.state === 'safe'
  return (
    <ConfirmDialog
      isOpen
      title={t('enforceTitle', { rule: t(`rules.${rule}.name`), name: nas.name })}
      confirmLabel={t('enforce')}
      isDanger={!isSafe}
      onConfirm={() =>
        enforce.mutateAsync({ params: { id: nas.id }, body: { rule }, ifMatch: nas.version })
      }
      onClose={onClose}
    >
      <AlertLine
        tone={isSafe ? 'ok' : 'warn'}
        title={t(`effects.${readiness.state}`, {
          requests: formatCount(readiness.requests, language),
        })}
      />
      <p>{t('guard')}</p>
    </ConfirmDialog>
  )
}
