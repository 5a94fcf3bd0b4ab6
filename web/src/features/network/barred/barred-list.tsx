import { type BarredStation, listBarredStations } from '@altyn/contract/network/barred'
import { PlusOutlined, StopOutlined } from '@ant-design/icons'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel, useUrlState } from '../../../lib/url-state.ts'
import { useList } from '../../../lib/use-list.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import type { Filter } from '../../../ui/table/filter.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { AccountPicker } from '../attributes/account-picker.tsx'
import { type LinkOption, useLinkOptions } from '../attributes/use-links.ts'
import { RowMenu } from '../nas-columns.tsx'
import styles from '../network.module.css'
import { BarredForm, type BarredStart } from './barred-form.tsx'
import { useBarredWords } from './barred-words.ts'
import { usePardon } from './use-barring.ts'

/** Devices that are not let in, and those that were not once. */
export function BarredList() {
  const t = useTexts('barred')
  const can = usePermissions()
  const view = useListView('barred', listBarredStations.query)
  const list = useList(listBarredStations, view.query)
  const { openPanel } = usePanel()
  const mayBar = can('network.bar')
  const columns = useColumns()
  const deeds = useDeedColumn()
  const add = {
    key: 'add',
    label: t('add'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('create'),
  }
  return (
    <>
      <ListPage
        title={t('title')}
        view={view}
        list={list}
        columns={mayBar ? [...columns, deeds] : columns}
        rowKey={({ id }) => String(id)}
        search={{ name: 'q', hint: t('search') }}
        filters={useFilters()}
        actions={mayBar ? [add] : []}
        empty={{
          icon: <StopOutlined />,
          title: t('empty.title'),
          text: t('empty.text'),
          actions: mayBar ? [add] : [],
        }}
        exportName="barred-devices"
      />
      {mayBar && <OpenPanel rows={list.rows} />}
    </>
  )
}

/** `create` with what another page knows of the device; `again-7` with what was barred before. */
function OpenPanel({ rows }: { rows: readonly BarredStation[] }) {
  const { panel = '', closePanel } = usePanel()
  const [{ station, nasId }] = useUrlState()
  const [kind, id] = panel.split('-')
  const row = rows.find((one) => String(one.id) === id)
  if (kind === 'create') {
    const start = { ...(station && { station }), ...(nasId && { where: `nas-${nasId}` }) }
    return <BarredForm start={start} onClose={closePanel} />
  }
  if (kind === 'again' && row) return <BarredForm start={startOf(row)} onClose={closePanel} />
  return null
}

function startOf(row: BarredStation): BarredStart {
  const { station, note, nasId, agentId, accountId, accountGroupId, tariffId } = row
  const where = nasId === null ? `agent-${agentId}` : `nas-${nasId}`
  const scope =
    (accountId !== null && 'account') ||
    (accountGroupId !== null && 'group') ||
    (tariffId !== null && 'tariff') ||
    'everybody'
  return { station, note, where, scope, accountId, accountGroupId, tariffId }
}

function useColumns(): Column<BarredStation>[] {
  const t = useTexts('barred')
  const words = useBarredWords()
  const stateOf = ({ endedAt }: BarredStation) => t(endedAt ? 'states.over' : 'states.barred')
  return [
    {
      key: 'station',
      title: t('fields.station'),
      cell: ({ station }) => <CopyText text={station} isCode />,
      text: ({ station }) => station,
      width: 190,
      card: 'title',
    },
    {
      key: 'where',
      title: t('fields.where'),
      cell: words.where,
      text: words.where,
      width: 190,
    },
    { key: 'whom', title: t('fields.whom'), cell: words.whom, text: words.whom, width: 190 },
    {
      key: 'state',
      title: t('fields.state'),
      cell: (row) => <StatusTag isBare tone={row.endedAt ? 'quiet' : 'bad'} label={stateOf(row)} />,
      text: stateOf,
      width: 130,
    },
    {
      key: 'barredAt',
      title: t('fields.barredAt'),
      cell: ({ barredAt, barredBy }) => (
        <>
          <Instant value={barredAt} /> <span className={styles.quiet}>{barredBy}</span>
        </>
      ),
      text: ({ barredAt, barredBy }) => `${barredAt} ${barredBy}`,
      width: 230,
    },
    {
      key: 'endedAt',
      title: t('fields.endedAt'),
      cell: ({ endedAt, endedBy }) =>
        endedAt && (
          <>
            <Instant value={endedAt} /> <span className={styles.quiet}>{endedBy}</span>
          </>
        ),
      text: ({ endedAt, endedBy }) => [endedAt, endedBy].filter(Boolean).join(' '),
      isOptional: true,
    },
    {
      key: 'note',
      title: t('fields.note'),
      cell: ({ note }) => note,
      text: ({ note }) => note,
      width: 200,
    },
  ]
}

function useDeedColumn(): Column<BarredStation> {
  const t = useTexts('barred')
  const { openPanel } = usePanel()
  const pardon = usePardon()
  return {
    key: 'deeds',
    title: t('deeds'),
    cell: (row) => (
      <RowMenu
        label={t('menu', { station: row.station })}
        lines={[
          row.endedAt
            ? { key: 'again', label: t('again'), onRun: () => openPanel(`again-${row.id}`) }
            : { key: 'pardon', label: t('pardon'), onRun: () => pardon(row) },
        ]}
      />
    ),
    width: 84,
    card: 'aside',
  }
}

function useFilters(): Filter[] {
  const t = useTexts('barred')
  const { nasId, admittingId: agentId, accountGroupId, tariffId } = useLinkOptions()
  const choice = (name: string, label: string, options: readonly LinkOption[] = []): Filter[] =>
    options.length > 0
      ? [
          {
            kind: 'choice',
            name,
            label,
            options: options.map((one) => ({ value: String(one.value), label: one.label })),
          },
        ]
      : []
  return [
    {
      kind: 'choice',
      name: 'isOver',
      label: t('fields.state'),
      options: [
        { value: 'false', label: t('states.barred') },
        { value: 'true', label: t('states.over') },
      ],
    },
    ...choice('nasId', t('filters.nas'), nasId),
    ...choice('agentId', t('filters.agent'), agentId.length > 1 ? agentId : []),
    ...choice('tariffId', t('scopes.tariff'), tariffId),
    ...choice('accountGroupId', t('scopes.group'), accountGroupId),
    {
      kind: 'control',
      name: 'accountId',
      label: t('scopes.account'),
      control: <AccountPicker />,
      show: (id) => t('accountNumber', { id }),
    },
  ]
}
