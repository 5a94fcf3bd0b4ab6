import type { PortBinding } from '@altyn/contract/network/devices'
import { endPortBinding } from '@altyn/contract/network/onus'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { paths } from '../../../../lib/path-builder.ts'
import { usePermissions } from '../../../../lib/permissions.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../../ui/actions/confirm-dialog.tsx'
import { GoLink } from '../../../../ui/actions/go-link.tsx'
import { Instant } from '../../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../../ui/pieces/status-tag.tsx'
import styles from './ports.module.css'

/** Who is on a place now, with a way to take them off. */
export function BindingLines({ bindings }: { bindings: readonly PortBinding[] }) {
  return (
    <ul className={styles.lines}>
      {bindings.map((binding) => (
        <BindingLine key={binding.id} binding={binding} />
      ))}
    </ul>
  )
}

function BindingLine({ binding }: { binding: PortBinding }) {
  const t = useTexts('devices')
  const can = usePermissions()
  const [isAsking, ask] = useState(false)
  return (
    <li>
      <span className={styles.person}>
        <span className={styles.personLine}>
          <strong>
            <AccountLink binding={binding} />
          </strong>
          <AccountState state={binding.accountState} />
        </span>
        <span>{binding.subscriberName}</span>
        <span className={styles.quiet}>
          {binding.contractNumber} · {t('port.since')} <Instant value={binding.from} />
        </span>
      </span>
      {can('network.change') && (
        <Button size="small" onClick={() => ask(true)}>
          {t('port.unbind')}
        </Button>
      )}
      {isAsking && <EndDialog binding={binding} onClose={() => ask(false)} />}
    </li>
  )
}

/** The account on the card of its subscriber. */
export function AccountLink({ binding }: { binding: PortBinding }) {
  const { subscriberId, accountId, login } = binding
  return (
    <GoLink to={paths.subscriber(subscriberId, { account: accountId })} className={styles.inText}>
      {login}
    </GoLink>
  )
}

/** Whether the account works, as on its own card. */
function AccountState({ state }: { state: PortBinding['accountState'] }) {
  const t = useTexts('accounts')
  const tone = state === 'active' ? 'ok' : state === 'money' ? 'bad' : 'warn'
  return <StatusTag isBare tone={tone} label={t(`state.${state}`)} />
}

/** Takes an account off its place after a question. */
export function EndDialog({ binding, onClose }: { binding: PortBinding; onClose: () => void }) {
  const t = useTexts('devices')
  const { login, subscriberName: name, deviceName, portName, onuSerial } = binding
  const end = useDeed(endPortBinding, {
    done: t('unbind.done', { login }),
    isFailureShownByCaller: true,
  })
  const place = [deviceName, t('card.port', { port: portName }), onuSerial].filter(Boolean)
  return (
    <ConfirmDialog
      isOpen
      title={t('unbind.title', { login })}
      confirmLabel={t('port.unbind')}
      onConfirm={() => end.mutateAsync({ params: { id: binding.id } })}
      onClose={onClose}
    >
      {t('unbind.effect', { name, place: place.join(', ') })}
    </ConfirmDialog>
  )
}
