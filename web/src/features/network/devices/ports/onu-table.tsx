import type { Device } from '@altyn/contract/network/devices'
import { listOnus, type Onu } from '@altyn/contract/network/onus'
import { BranchesOutlined } from '@ant-design/icons'
import { Input, Select } from 'antd'
import { usePhone } from '../../../../lib/browser/media.ts'
import { useTexts } from '../../../../lib/i18n.ts'
import { usePermissions } from '../../../../lib/permissions.ts'
import { usePanel, useUrlState } from '../../../../lib/url-state.ts'
import { useList } from '../../../../lib/use-list.ts'
import { EmptyState } from '../../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../../ui/feedback/error-state.tsx'
import { ListFoot } from '../../../../ui/pages/list-foot.tsx'
import type { Column } from '../../../../ui/table/column.ts'
import { RowCards } from '../../../../ui/table/row-cards.tsx'
import { RowTable } from '../../../../ui/table/row-table.tsx'
import { FoundOnus } from '../polling/found-onus.tsx'
import { SightTags } from '../polling/polling-words.tsx'
import { AccountLink } from './binding-lines.tsx'
import { OnuPanel } from './onu-panel.tsx'
import styles from './ports.module.css'

const ASK_EVERY_MS = 30_000

/** The ONUs of an OLT with who is behind them. */
export function OnuTable({ device }: { device: Device }) {
  const t = useTexts('devices')
  const [{ port, onu: opened = '', q = '' }, change] = useUrlState()
  const list = useList(
    listOnus,
    { q: q || undefined, portId: port ? Number(port) : undefined },
    { params: { id: device.id }, everyMilliseconds: device.reach !== 'off' && ASK_EVERY_MS },
  )
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  return (
    <>
      <FoundOnus device={device} />
      <div className={styles.onuTools}>
        <Input
          value={q}
          allowClear
          placeholder={t('onus.search')}
          aria-label={t('onus.search')}
          onChange={({ target }) => change({ q: target.value || undefined })}
        />
        <Select
          value={port}
          allowClear
          placeholder={t('onus.allPorts')}
          aria-label={t('onus.filterPort')}
          showSearch={{ optionFilterProp: 'label' }}
          options={device.ports.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(next?: string) => change({ port: next })}
        />
      </div>
      <Rows
        device={device}
        list={list}
        isNarrowed={q !== '' || port !== undefined}
        onOpen={({ id }) => change({ onu: String(id) }, { isNewStep: true })}
      />
      {chosen && (
        <OnuPanel device={device} onu={chosen} onClose={() => change({ onu: undefined })} />
      )}
    </>
  )
}

type RowsProps = {
  device: Device
  list: ReturnType<typeof useList<typeof listOnus>>
  isNarrowed: boolean
  onOpen: (onu: Onu) => void
}

function Rows({ device, list, isNarrowed, onOpen }: RowsProps) {
  const t = useTexts('devices')
  const can = usePermissions()
  const { openPanel } = usePanel()
  const isPhone = usePhone()
  const columns = useColumns()
  if (list.state === 'failed') return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.state === 'ready' && list.rows.length === 0) {
    if (isNarrowed) return <p className={styles.quiet}>{t('onus.nothing')}</p>
    const mayAdd = can('network.change') && !device.archivedAt && device.ports.length > 0
    return (
      <EmptyState
        icon={<BranchesOutlined />}
        title={t('onus.empty.title')}
        text={t('onus.empty.text')}
        actions={
          mayAdd
            ? [{ key: 'onu', label: t('card.actions.addOnu'), onRun: () => openPanel('onu') }]
            : []
        }
      />
    )
  }
  const table = {
    columns,
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey: ({ id }: Onu) => String(id),
    onOpen,
    caption: t('card.tabs.onus'),
  }
  return (
    <div className={isPhone ? undefined : styles.onuBox}>
      {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
      {list.state === 'ready' && <ListFoot list={list} />}
    </div>
  )
}

function useColumns(): Column<Onu>[] {
  const t = useTexts('devices')
  return [
    {
      key: 'serial',
      title: t('onus.serial'),
      width: 150,
      cell: ({ serial }) => <strong className={styles.code}>{serial}</strong>,
    },
    { key: 'port', title: t('onus.port'), width: 110, cell: ({ portName }) => portName },
    {
      key: 'sight',
      title: t('onus.state'),
      width: 180,
      cell: ({ sight }) =>
        sight ? (
          <SightTags sight={sight} />
        ) : (
          <span className={styles.quiet}>{t('onus.neverSeen')}</span>
        ),
    },
    {
      key: 'who',
      title: t('onus.who'),
      width: 280,
      cell: ({ bindings }) =>
        bindings.length === 0 ? (
          <span className={styles.quiet}>{t('onus.nobody')}</span>
        ) : (
          bindings.map((binding) => (
            <div key={binding.id}>
              <AccountLink binding={binding} />{' '}
              <span className={styles.quiet}>{binding.subscriberName}</span>
            </div>
          ))
        ),
    },
    { key: 'note', title: t('fields.note'), width: 120, cell: ({ note }) => note },
  ]
}
