import type { Device } from '@altyn/contract/network/devices'
import { type Onu, removeOnu } from '@altyn/contract/network/onus'
import { LinkOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { usePermissions } from '../../../../lib/permissions.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../../ui/actions/confirm-dialog.tsx'
import { ReasonedButton } from '../../../../ui/actions/reasoned-button.tsx'
import { SightFacts } from '../polling/sight-facts.tsx'
import { BindForm } from './bind-form.tsx'
import { BindingHistory } from './binding-history.tsx'
import { BindingLines } from './binding-lines.tsx'
import { OnuForm } from './onu-form.tsx'
import styles from './ports.module.css'

type OnuPanelProps = { device: Device; onu: Onu; onClose: () => void }

/** An ONU: who is behind it, who was, and what can be done. */
export function OnuPanel({ device, onu, onClose }: OnuPanelProps) {
  const t = useTexts('devices')
  const can = usePermissions()
  const [form, open] = useState<'bind' | 'edit' | 'remove'>()
  const close = () => open(undefined)
  const { serial, bindings } = onu
  return (
    <Drawer open title={t('onus.edit', { serial })} size="min(520px, 100vw)" onClose={onClose}>
      <div className={styles.panel}>
        <p className={styles.quiet}>
          {[device.name, t('card.port', { port: onu.portName }), onu.note]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {can('network.change') && (
          <div className={styles.deeds}>
            <ReasonedButton
              type="primary"
              icon={<LinkOutlined />}
              reason={bindings.length > 0 && !onu.isShared ? t('port.reasons.taken') : undefined}
              onClick={() => open('bind')}
            >
              {t('port.bind')}
            </ReasonedButton>
            <Button onClick={() => open('edit')}>{t('onus.change')}</Button>
            <Button danger onClick={() => open('remove')}>
              {t('onus.remove')}
            </Button>
          </div>
        )}
        {onu.sight && <SightFacts sight={onu.sight} />}
        <section>
          <h2>{t('onus.who')}</h2>
          <BindingLines bindings={bindings} />
          {bindings.length === 0 && <p className={styles.quiet}>{t('port.nobody')}</p>}
        </section>
        <section>
          <h2>{t('onus.history')}</h2>
          <BindingHistory query={{ onuId: onu.id }} isPlaceShown emptyText={t('onus.never')} />
        </section>
      </div>
      {form === 'bind' && (
        <BindForm
          title={t('bind.onuTitle', { serial })}
          place={{ onuId: onu.id }}
          onClose={close}
        />
      )}
      {form === 'edit' && <OnuForm device={device} onu={onu} onClose={close} />}
      {form === 'remove' && <RemoveDialog onu={onu} onRemoved={onClose} onClose={close} />}
    </Drawer>
  )
}

function RemoveDialog(props: { onu: Onu; onRemoved: () => void; onClose: () => void }) {
  const { onu, onRemoved, onClose } = props
  const t = useTexts('devices')
  const { serial } = onu
  const remove = useDeed(removeOnu, {
    done: t('onus.removed', { serial }),
    isFailureShownByCaller: true,
    onDone: onRemoved,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('onus.removeTitle', { serial })}
      confirmLabel={t('onus.remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: onu.id } })}
      onClose={onClose}
    >
      {t('onus.removeEffect')}
    </ConfirmDialog>
  )
}
