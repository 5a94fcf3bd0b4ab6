import { listDeviceTemplates } from '@altyn/contract/network/device-templates'
import { SCRIPT_TRANSPORTS } from '@altyn/contract/network/script-text'
import { listScripts, type Script } from '@altyn/contract/network/scripts'
import { CodeOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { z } from 'zod'
import { formatInstant } from '../../../lib/format/time.ts'
import { type Texts, useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { BatchDrawer } from './batch-drawer.tsx'
import { ScriptForm } from './script-form.tsx'
import { ScriptTabs } from './script-tabs.tsx'

const viewSchema = z.object({
  q: z.string().optional(),
  transport: z.enum(SCRIPT_TRANSPORTS).optional(),
})

/** Scripts of commands for devices. */
export function ScriptsList() {
  const t = useTexts('scripts')
  const can = usePermissions()
  const view = useListView('scripts', viewSchema)
  const { panel = '', openPanel, closePanel } = usePanel()
  const [massScriptId, runOnMany] = useState<number>()
  const all = useItems(listScripts)
  const rows = narrowed(all.rows, view.query)
  const mayEdit = can('network.edit-scripts')
  const create: Action[] = mayEdit
    ? [
        {
          key: 'create',
          label: t('create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  const chosen = all.rows.find(({ id }) => panel === `script-${id}`)
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<ScriptTabs current="scripts" />}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={[...useColumns(), useDeedColumn(runOnMany)]}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => openPanel(`script-${id}`)}
        search={{ name: 'q', hint: t('search') }}
        filters={[
          {
            kind: 'choice',
            name: 'transport',
            label: t('fields.transport'),
            options: SCRIPT_TRANSPORTS.map((value) => ({ value, label: t(`transports.${value}`) })),
          },
        ]}
        actions={create}
        empty={{
          icon: <CodeOutlined />,
          title: t('empty.title'),
          text: t('empty.text'),
          actions: create,
        }}
        exportName={t('file')}
      />
      {mayEdit && panel === 'create' && <ScriptForm onClose={closePanel} />}
      {chosen && <ScriptForm key={chosen.id} script={chosen} onClose={closePanel} />}
      {massScriptId !== undefined && (
        <BatchDrawer scriptId={massScriptId} onClose={() => runOnMany(undefined)} />
      )}
    </>
  )
}

function narrowed(
  rows: readonly Script[],
  { q = '', transport }: { q?: string; transport?: Script['transport'] },
): Script[] {
  const words = q.toLowerCase()
  return rows.filter(
    (row) =>
      (!transport || row.transport === transport) &&
      `${row.name} ${row.note} ${row.body}`.toLowerCase().includes(words),
  )
}

function useColumns(): Column<Script>[] {
  const t = useTexts('scripts')
  const [language] = useLanguage()
  const zone = useZone()
  const templates = useItems(listDeviceTemplates)
  const names = new Map(templates.rows.map(({ id, name }) => [id, name]))
  const modelsOf = ({ templateIds }: Script) =>
    templateIds.length === 0
      ? t('anyModel')
      : templateIds.map((id) => names.get(id) ?? `#${id}`).join(', ')
  return [
    {
      key: 'name',
      title: t('fields.name'),
      width: 240,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'transport',
      title: t('fields.transport'),
      width: 110,
      cell: ({ transport }) => t(`transports.${transport}`),
      text: ({ transport }) => t(`transports.${transport}`),
    },
    { key: 'models', title: t('fields.models'), width: 220, cell: modelsOf, text: modelsOf },
    {
      key: 'policies',
      title: t('fields.runsWhen'),
      width: 190,
      cell: (row) => whenText(row, t),
      text: (row) => whenText(row, t),
    },
    {
      key: 'lastRunAt',
      title: t('fields.lastRun'),
      width: 160,
      cell: ({ lastRunAt }) => <Instant value={lastRunAt} />,
      text: ({ lastRunAt }) => (lastRunAt ? formatInstant(lastRunAt, zone, language) : ''),
    },
    {
      key: 'state',
      title: t('fields.state'),
      width: 110,
      card: 'aside',
      cell: ({ archivedAt }) =>
        archivedAt && <StatusTag isBare tone="quiet" label={t('archived')} />,
      text: ({ archivedAt }) => (archivedAt ? t('archived') : ''),
    },
  ]
}

function whenText({ policiesCount }: Script, t: Texts): string {
  return policiesCount > 0 ? t('inPolicies', { count: policiesCount }) : t('byHand')
}

function useDeedColumn(onMass: (id: number) => void): Column<Script> {
  const t = useTexts('scripts')
  const can = usePermissions()
  const go = useGo()
  const { openPanel } = usePanel()
  const linesOf = ({ id, needsPort, archivedAt }: Script) => [
    {
      key: 'open',
      label: t(can('network.edit-scripts') ? 'change' : 'look'),
      onRun: () => openPanel(`script-${id}`),
    },
    { key: 'runs', label: t('showRuns'), onRun: () => go(paths.scriptRuns({ scriptId: id })) },
    ...(can('network.run-scripts')
      ? [
          {
            key: 'mass',
            label: t('batch.open'),
            reason: archivedAt ? t('archived') : needsPort ? t('batch.needsPort') : undefined,
            onRun: () => onMass(id),
          },
        ]
      : []),
  ]
  return {
    key: 'deeds',
    title: t('deeds'),
    width: 84,
    card: 'aside',
    cell: (row) => <RowMenu label={t('menu', { name: row.name })} lines={linesOf(row)} />,
  }
}
