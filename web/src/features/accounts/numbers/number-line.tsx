import { type AccountNumber, endNumber } from '@altyn/contract/accounts/numbers'
import { EllipsisOutlined, PhoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ActionMenu } from '../../../ui/actions/action-menu.tsx'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { formatPhone } from '../../../ui/fields/phone-mask.ts'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { Day } from '../../../ui/pieces/moment.tsx'
import styles from '../arrangements/arrangements.module.css'
import { EndForm } from '../arrangements/end-form.tsx'

type NumberLineProps = { number: AccountNumber; isOld?: boolean }

/** A telephone number of an account, or a range of them, with the days on which it is theirs. */
export function NumberLine({ number, isOld }: NumberLineProps) {
  const t = useTexts('accounts')
  const can = usePermissions()
  const [asked, ask] = useState<'end' | 'mistake'>()
  const name = nameOf(number)
  const close = () => ask(undefined)
  return (
    <div className={styles.line} data-old={isOld}>
      <PhoneOutlined aria-hidden className={styles.icon} />
      <span className={styles.words}>
        <CopyText text={name} isCode />
        <span className={styles.since}>
          {!number.until && t('arranged.since')} <Day value={number.from} />
          {number.until && (
            <>
              {' – '}
              <Day value={dayBefore(number.until)} />
            </>
          )}
          {can('usage.read') && (
            <>
              {' · '}
              <GoLink to={paths.calls({ accountId: number.accountId })}>
                {t('numbers.calls')}
              </GoLink>
            </>
          )}
        </span>
      </span>
      {!isOld && can('accounts.change') && (
        <ActionMenu
          label={name}
          lines={[
            { key: 'end', label: t('numbers.takeAway'), onRun: () => ask('end') },
            {
              key: 'mistake',
              label: t('numbers.mistake'),
              isDanger: true,
              onRun: () => ask('mistake'),
            },
          ]}
        >
          <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={name} />
        </ActionMenu>
      )}
      {asked === 'end' && <TakeAway number={number} onClose={close} />}
      {asked === 'mistake' && <TakeBack number={number} onClose={close} />}
    </div>
  )
}

/** Is a number, or a range, already somebody else's or nobody's? */
export function isPast({ until }: AccountNumber, today: string): boolean {
  return until !== null && until <= today
}

function useEnd() {
  const t = useTexts('accounts')
  return useDeed(endNumber, { done: t('numbers.takenAway'), isFailureShownByCaller: true })
}

function TakeAway({ number, onClose }: { number: AccountNumber; onClose: () => void }) {
  const t = useTexts('accounts')
  const today = useToday()
  const end = useEnd()
  return (
    <EndForm
      title={t('numbers.takeAwayOf', { number: nameOf(number) })}
      from={number.from}
      until={number.until}
      onSave={(until) =>
        end.mutateAsync({ params: { id: number.id }, body: { until: until ?? today } })
      }
      onClose={onClose}
    />
  )
}

function TakeBack({ number, onClose }: { number: AccountNumber; onClose: () => void }) {
  const t = useTexts('accounts')
  const end = useEnd()
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('numbers.mistakeOf', { number: nameOf(number) })}
      confirmLabel={t('numbers.mistake')}
      onConfirm={() => end.mutateAsync({ params: { id: number.id }, body: { until: number.from } })}
      onClose={onClose}
    >
      <p>{t('numbers.mistakeText')}</p>
    </ConfirmDialog>
  )
}

function nameOf({ first, last }: AccountNumber): string {
  const one = (digits: string) => formatPhone(`+${digits}`)
  return first === last ? one(first) : `${one(first)} … ${one(last)}`
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
}
