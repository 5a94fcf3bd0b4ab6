import type { Device } from '@altyn/contract/network/devices'
import { registerOnu } from '@altyn/contract/network/onus'
import { type FoundOnu, listFoundOnus } from '@altyn/contract/network/polling'
import { PlusOutlined } from '@ant-design/icons'
import { useTexts } from '../../../../lib/i18n.ts'
import { usePermissions } from '../../../../lib/permissions.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { useList } from '../../../../lib/use-list.ts'
import { ReasonedButton } from '../../../../ui/actions/reasoned-button.tsx'
import { ListFoot } from '../../../../ui/pages/list-foot.tsx'
import { Instant } from '../../../../ui/pieces/moment.tsx'
import styles from './polling.module.css'
import { SightTags } from './polling-words.tsx'

const ASK_EVERY_MS = 30_000

/** ONUs that the OLT tells and nobody has entered; each is entered with one press. */
export function FoundOnus({ device }: { device: Device }) {
  const t = useTexts('polling')
  const list = useList(
    listFoundOnus,
    {},
    {
      params: { id: device.id },
      isEnabled: device.reach !== 'off',
      everyMilliseconds: ASK_EVERY_MS,
    },
  )
  if (device.reach === 'off' || list.rows.length === 0) return null
  return (
    <section className={styles.found}>
      <h2>{t('found.title')}</h2>
      <p>{t('found.text')}</p>
      <ul>
        {list.rows.map((onu) => (
          <OneFound key={onu.serial} device={device} onu={onu} />
        ))}
      </ul>
      {list.hasMore && <ListFoot list={list} />}
    </section>
  )
}

function OneFound({ device, onu }: { device: Device; onu: FoundOnu }) {
  const t = useTexts('polling')
  const can = usePermissions()
  const { serial, portId, portName, ponName, enteredOn, firstSeenAt } = onu
  const register = useDeed(registerOnu, { done: t('found.entered', { serial }) })
  const reason = device.archivedAt
    ? t('isArchived')
    : enteredOn
      ? t('found.elsewhere', { name: enteredOn })
      : portId === null
        ? t('found.noPort', { name: ponName })
        : undefined
  return (
    <li>
      <span className={styles.foundWords}>
        <strong className={styles.code}>{serial}</strong>
        <span>{portName || ponName}</span>
        <SightTags sight={onu} />
        <span className={styles.quiet}>
          {t('found.since')} <Instant value={firstSeenAt} isRelative />
        </span>
      </span>
      {can('network.change') && (
        <ReasonedButton
          icon={<PlusOutlined />}
          reason={reason}
          loading={register.isPending}
          onClick={() => {
            if (portId === null) return
            register.mutate({ params: { id: device.id }, body: { portId, serial } })
          }}
        >
          {t('found.enter')}
        </ReasonedButton>
      )}
    </li>
  )
}
