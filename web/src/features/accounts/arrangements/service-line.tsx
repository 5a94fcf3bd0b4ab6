import {
  type AssignedService,
  cancelAssignedService,
  endAssignedService,
  repayInstalments,
} from '@altyn/contract/accounts/services'
import { AppstoreOutlined, EllipsisOutlined, ThunderboltFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { formatMoney } from '../../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ActionMenu } from '../../../ui/actions/action-menu.tsx'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { ReasonDialog } from '../../../ui/actions/reason-dialog.tsx'
import { Day, Instant } from '../../../ui/pieces/moment.tsx'
import styles from './arrangements.module.css'
import { EndForm } from './end-form.tsx'

type Asked = 'end' | 'cancel' | 'repay' | undefined

/** A service of an account: what it costs, since when, in how many parts, and what can be done. */
export function ServiceLine({ service, isOld }: { service: AssignedService; isOld?: boolean }) {
  const t = useTexts('accounts')
  const can = usePermissions()
  const [asked, ask] = useState<Asked>()
  const { serviceName, quantity, until, from, cancelledAt, cancelledBy, plan } = service
  return (
    <div className={styles.line} data-old={isOld}>
      <AppstoreOutlined aria-hidden className={styles.icon} />
      <span className={styles.words}>
        <span>
          {serviceName}
          {quantity > 1 && ` × ${quantity}`}
        </span>
        <span className={styles.price}>
          <ServicePrice service={service} />
        </span>
        <span className={styles.since}>
          {service.serviceKind !== 'one-off' && !until && t('arranged.since')} <Day value={from} />
          {service.serviceKind !== 'one-off' && until && (
            <>
              {' – '}
              <Day value={lastDayOf(until)} />
            </>
          )}
          {service.boostedFrom && (
            <>
              {' · '}
              <ThunderboltFilled aria-hidden /> <Instant value={service.boostedFrom} />
              {' – '}
              <Instant value={service.boostedUntil} />
            </>
          )}
          {plan?.repaidOn && (
            <>
              {' · '}
              {t('service.repaid')} <Day value={plan.repaidOn} />
            </>
          )}
          {cancelledAt && (
            <>
              {' · '}
              {t('arranged.cancelled', { who: cancelledBy })} <Instant value={cancelledAt} />
            </>
          )}
        </span>
      </span>
      {!isOld && can('accounts.change') && <ServiceMenu service={service} onAsk={ask} />}
      {asked === 'end' && <EndService service={service} onClose={() => ask(undefined)} />}
      {asked === 'cancel' && <CancelService service={service} onClose={() => ask(undefined)} />}
      {asked === 'repay' && <RepayDialog service={service} onClose={() => ask(undefined)} />}
    </div>
  )
}

function ServicePrice({ service }: { service: AssignedService }) {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const { price, serviceKind, plan } = service
  if (!price) return null
  const sum = formatMoney(price, language)
  if (!plan) return <>{t(`service.price.${serviceKind}`, { sum })}</>
  return (
    <>{t('service.plan', { sum, first: formatMoney(plan.first, language), count: plan.parts })}</>
  )
}

function ServiceMenu({
  service,
  onAsk,
}: {
  service: AssignedService
  onAsk: (asked: Asked) => void
}) {
  const t = useTexts('accounts')
  const label = t('service.actions', { name: service.serviceName })
  const isOneOff = service.serviceKind === 'one-off'
  return (
    <ActionMenu
      label={label}
      lines={[
        ...(isOneOff
          ? []
          : [{ key: 'end', label: t('service.end.action'), onRun: () => onAsk('end') }]),
        ...(service.plan && !service.plan.repaidOn
          ? [{ key: 'repay', label: t('service.repay.action'), onRun: () => onAsk('repay') }]
          : []),
        {
          key: 'cancel',
          label: t('service.cancel.action'),
          isDanger: true,
          onRun: () => onAsk('cancel'),
        },
      ]}
    >
      <Button
        type="text"
        size="small"
        icon={<EllipsisOutlined />}
        aria-label={label}
        aria-haspopup="menu"
      />
    </ActionMenu>
  )
}

type DialogProps = { service: AssignedService; onClose: () => void }
const TOUCHED = ['/api/ledger', '/api/blocking', '/api/charging']

function EndService({ service, onClose }: DialogProps) {
  const t = useTexts('accounts')
  const end = useDeed(endAssignedService, {
    done: t('service.end.done', { name: service.serviceName }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  return (
    <EndForm
      title={t('service.end.title', { name: service.serviceName })}
      from={service.from}
      until={service.until}
      onSave={(until) =>
        end.mutateAsync({ params: { id: service.id }, ifMatch: service.version, body: { until } })
      }
      onClose={onClose}
    />
  )
}

function CancelService({ service, onClose }: DialogProps) {
  const t = useTexts('accounts')
  const cancel = useDeed(cancelAssignedService, {
    done: t('service.cancel.done', { name: service.serviceName }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  return (
    <ReasonDialog
      title={t('service.cancel.title', { name: service.serviceName })}
      confirmLabel={t('service.cancel.submit')}
      onConfirm={(reason) =>
        cancel.mutateAsync({
          params: { id: service.id },
          ifMatch: service.version,
          body: { reason },
        })
      }
      onClose={onClose}
    >
      <p>{t('service.cancel.text')}</p>
    </ReasonDialog>
  )
}

function RepayDialog({ service, onClose }: DialogProps) {
  const t = useTexts('accounts')
  const repay = useDeed(repayInstalments, {
    done: t('service.repay.done', { name: service.serviceName }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('service.repay.title', { name: service.serviceName })}
      confirmLabel={t('service.repay.submit')}
      onConfirm={() =>
        repay.mutateAsync({ params: { id: service.id }, ifMatch: service.version, body: {} })
      }
      onClose={onClose}
    >
      {t('service.repay.text')}
    </ConfirmDialog>
  )
}

/** Days are kept half-open; people name the last one. */
function lastDayOf(until: string): string {
  return Temporal.PlainDate.from(until).subtract({ days: 1 }).toString()
}
