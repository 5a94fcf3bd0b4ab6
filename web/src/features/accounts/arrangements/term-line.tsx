import {
  cancelPersonalTerm,
  endPersonalTerm,
  type PersonalTerm,
} from '@altyn/contract/accounts/personal-terms'
import type { AssignedService } from '@altyn/contract/accounts/services'
import { EllipsisOutlined, PercentageOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { formatMoney } from '../../../lib/format/money.ts'
import { type Language, useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useCurrency } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ActionMenu } from '../../../ui/actions/action-menu.tsx'
import { ReasonDialog } from '../../../ui/actions/reason-dialog.tsx'
import { Day, Instant } from '../../../ui/pieces/moment.tsx'
import styles from './arrangements.module.css'
import { EndForm } from './end-form.tsx'

type TermLineProps = {
  term: PersonalTerm
  /** The services of the account: a term may be about one of them. */
  services: readonly AssignedService[]
  isOld?: boolean
}

/** What an account pays otherwise than its tariff or service says. */
export function TermLine({ term, services, isOld }: TermLineProps) {
  const t = useTexts('accounts')
  const can = usePermissions()
  const words = useTermWords()
  const [asked, ask] = useState<'end' | 'cancel'>()
  const about = services.find(({ id }) => id === term.assignedServiceId)
  const close = () => ask(undefined)
  return (
    <div className={styles.line} data-old={isOld}>
      <PercentageOutlined aria-hidden className={styles.icon} />
      <span className={styles.words}>
        <span>
          {words(term)}
          {about && ` · ${about.serviceName}`}
          {term.title && ` · ${term.title}`}
        </span>
        <span className={styles.since}>
          {!term.until && t('arranged.since')} <Day value={term.from} />
          {term.until && (
            <>
              {' – '}
              <Day value={Temporal.PlainDate.from(term.until).subtract({ days: 1 }).toString()} />
            </>
          )}
          {!term.isStacking && ` · ${t('term.alone')}`}
          {term.cancelledAt && (
            <>
              {' · '}
              {t('arranged.cancelled', { who: term.cancelledBy })}{' '}
              <Instant value={term.cancelledAt} />
            </>
          )}
        </span>
      </span>
      {!isOld && can('accounts.terms') && <TermMenu label={words(term)} onAsk={ask} />}
      {asked === 'end' && <EndTerm term={term} onClose={close} />}
      {asked === 'cancel' && <CancelTerm term={term} onClose={close} />}
    </div>
  )
}

/** «Скидка 10 %», «Своя цена 450,00 ₽». */
export function useTermWords(): (term: Pick<PersonalTerm, 'kind' | 'amount'>) => string {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const currency = useCurrency()
  return ({ kind, amount }) => {
    const isMoney = kind === 'own-price' || kind === 'absolute'
    const value = isMoney
      ? formatMoney({ amount, currency }, language)
      : plainNumber(amount, language)
    return t(`term.words.${kind}`, { value })
  }
}

/** `10.00` → `10`, `0.5000` → `0,5`. */
function plainNumber(amount: string, language: Language): string {
  const plain = amount.replace(/\.?0+$/, '')
  return language === 'ru' ? plain.replace('.', ',') : plain
}

function TermMenu({ label, onAsk }: { label: string; onAsk: (asked: 'end' | 'cancel') => void }) {
  const t = useTexts('accounts')
  const title = t('term.actions', { name: label })
  return (
    <ActionMenu
      label={title}
      lines={[
        { key: 'end', label: t('term.end.action'), onRun: () => onAsk('end') },
        {
          key: 'cancel',
          label: t('term.cancel.action'),
          isDanger: true,
          onRun: () => onAsk('cancel'),
        },
      ]}
    >
      <Button
        type="text"
        size="small"
        icon={<EllipsisOutlined />}
        aria-label={title}
        aria-haspopup="menu"
      />
    </ActionMenu>
  )
}

const TOUCHED = ['/api/ledger', '/api/blocking', '/api/charging']

function EndTerm({ term, onClose }: { term: PersonalTerm; onClose: () => void }) {
  const t = useTexts('accounts')
  const words = useTermWords()
  const end = useDeed(endPersonalTerm, {
    done: t('term.end.done'),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  return (
    <EndForm
      title={t('term.end.title', { name: words(term) })}
      from={term.from}
      until={term.until}
      onSave={(until) => end.mutateAsync({ params: { id: term.id }, body: { until } })}
      onClose={onClose}
    />
  )
}

function CancelTerm({ term, onClose }: { term: PersonalTerm; onClose: () => void }) {
  const t = useTexts('accounts')
  const words = useTermWords()
  const cancel = useDeed(cancelPersonalTerm, {
    done: t('term.cancel.done'),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  return (
    <ReasonDialog
      title={t('term.cancel.title', { name: words(term) })}
      confirmLabel={t('term.cancel.submit')}
      onConfirm={(reason) => cancel.mutateAsync({ params: { id: term.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t('term.cancel.text')}</p>
    </ReasonDialog>
  )
}
