import type { Agent, Nas } from '@altyn/contract/network'
import type { NasProtection } from '@altyn/contract/network/protection'
import { EllipsisOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { ActionMenu, type MenuLine } from '../../ui/actions/action-menu.tsx'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import type { Column } from '../../ui/table/column.ts'
import styles from './network.module.css'
import { ProtectionTag, protectionText, useProtectionWords } from './protection/protection-tag.tsx'
import { ruleOf } from './protection/protection-verdict.ts'
import { useProtection } from './protection/use-protection.ts'

type NasWords = {
  t: Texts
  words: ReturnType<typeof useProtectionWords>
  protection: ReadonlyMap<number, NasProtection>
}
export type NasDeeds = { linesOf: (nas: Nas) => readonly MenuLine[] }

/** The columns of the list of access servers. */
function nasColumns(
  { t, words, protection }: NasWords,
  agents: readonly Agent[],
  { linesOf }: NasDeeds,
): Column<Nas>[] {
  const agentOf = ({ agentId }: Nas) => agents.find(({ id }) => id === agentId)?.name ?? '—'
  const commandsOf = (nas: Nas) => `${nas.daeHost ?? nas.address}:${nas.daePort}`
  return [
    { key: 'name', title: t('fields.name'), cell: ({ name }) => name, text: ({ name }) => name },
    {
      key: 'address',
      title: t('fields.address'),
      cell: ({ address }) => <CopyText text={address} isCode />,
      text: ({ address }) => address,
      width: 170,
    },
    {
      key: 'dialect',
      title: t('fields.dialect'),
      cell: ({ dialect }) => t(`dialects.${dialect}`),
      text: ({ dialect }) => t(`dialects.${dialect}`),
    },
    {
      key: 'commands',
      title: t('nas.commandsTo'),
      cell: (nas) => <span className={styles.code}>{commandsOf(nas)}</span>,
      text: commandsOf,
      width: 190,
    },
    {
      key: 'protection',
      title: t('nas.protection'),
      cell: (nas) => {
        const state = ruleOf(protection.get(nas.id), 'signature')
        return state && <ProtectionTag state={state} />
      },
      text: (nas) => {
        const state = ruleOf(protection.get(nas.id), 'signature')
        return state ? protectionText(state, words) : ''
      },
      width: 260,
    },
    {
      key: 'lastContact',
      title: t('nas.lastContact'),
      cell: ({ id }) => <LastContact at={protection.get(id)?.lastContactAt} />,
      text: ({ id }) => protection.get(id)?.lastContactAt ?? '',
      width: 150,
    },
    {
      key: 'device',
      title: t('fields.deviceId'),
      cell: (nas) => <DeviceLink nas={nas} />,
      text: ({ deviceName }) => deviceName ?? '',
      isOptional: true,
    },
    {
      key: 'agent',
      title: t('fields.agentId'),
      cell: agentOf,
      text: agentOf,
      isOptional: agents.length < 2,
    },
    {
      key: 'note',
      title: t('fields.note'),
      cell: ({ note }) => note,
      text: ({ note }) => note,
      isOptional: true,
    },
    {
      key: 'deeds',
      title: t('deeds'),
      cell: (nas) => <RowMenu label={t('nas.menu', { name: nas.name })} lines={linesOf(nas)} />,
      width: 84,
      card: 'aside',
    },
  ]
}

/** The device that an access server is. */
export function DeviceLink({ nas: { deviceId, deviceName } }: { nas: Nas }) {
  if (deviceId === null) return null
  return <GoLink to={paths.device(deviceId)}>{deviceName}</GoLink>
}

function LastContact({ at }: { at: string | null | undefined }) {
  const t = useTexts('network')
  if (at === undefined) return null
  return at ? (
    <Instant value={at} isRelative />
  ) : (
    <span className={styles.quiet}>{t('nas.never')}</span>
  )
}

/** The deeds of one row behind «···». */
export function RowMenu({ label, lines }: { label: string; lines: readonly MenuLine[] }) {
  return (
    <ActionMenu label={label} lines={lines}>
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

export function useNasColumns(agents: readonly Agent[], deeds: NasDeeds): Column<Nas>[] {
  const words = useProtectionWords()
  return nasColumns({ t: useTexts('network'), words, protection: useProtection() }, agents, deeds)
}
