import {
  archiveSessionService,
  listSessionServices,
  restoreSessionService,
  type SessionService,
} from '@altyn/contract/network/session-services'
import { AppstoreOutlined, PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { SessionServiceForm } from './session-service-form.tsx'
import { useServiceWords } from './session-service-words.ts'

const viewSchema = z.object({ q: z.string().optional(), isArchived: z.string().optional() })

/** Services that access servers give within sessions. */
export function SessionServiceList() {
  const t = useTexts('session-services')
  const can = usePermissions()
  const view = useListView('session-services', viewSchema)
  const { openPanel } = usePanel()
  const all = useItems(listSessionServices)
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = all.rows.filter(
    ({ name, title, slot, archivedAt }) =>
      (view.query.isArchived === 'true') === (archivedAt !== null) &&
      `${name} ${title} ${slot}`.toLowerCase().includes(words),
  )
  const mayChange = can('network.change')
  const columns = useColumns()
  const deeds = useDeedColumn()
  const create = {
    key: 'create',
    label: t('create'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('create'),
  }
  const actions = mayChange ? [create] : []
  return (
    <>
      <ListPage
        title={t('title')}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={mayChange ? [...columns, deeds] : columns}
        rowKey={({ id }) => String(id)}
        onOpen={mayChange ? ({ id }) => openPanel(`edit-${id}`) : undefined}
        search={{ name: 'q', hint: t('search') }}
        filters={[{ kind: 'flag', name: 'isArchived', label: t('archivedOnly') }]}
        actions={actions}
        empty={{
          icon: <AppstoreOutlined />,
          title: t('empty.title'),
          text: t('empty.text'),
          actions,
        }}
        exportName="session-services"
      />
      {mayChange && <OpenPanel rows={all.rows} />}
    </>
  )
}

function OpenPanel({ rows }: { rows: readonly SessionService[] }) {
  const { panel = '', closePanel } = usePanel()
  const [deed, id] = panel.split('-')
  const service = rows.find((row) => String(row.id) === id)
  if (deed === 'create') return <SessionServiceForm onClose={closePanel} />
  if (!service) return null
  if (deed === 'edit' && !service.archivedAt) {
    return <SessionServiceForm key={service.id} service={service} onClose={closePanel} />
  }
  if (deed === 'archive') return <ArchiveDialog service={service} onClose={closePanel} />
  return null
}

function useColumns(): Column<SessionService>[] {
  const t = useTexts('session-services')
  const words = useServiceWords()
  const said = (
    key: string,
    width: number,
    text: (row: SessionService) => string,
  ): Column<SessionService> => ({ key, title: t(`fields.${key}`), width, cell: text, text })
  return [
    {
      key: 'title',
      title: t('fields.title'),
      width: 180,
      card: 'title',
      cell: ({ title, archivedAt }) => (
        <>
          <strong>{title}</strong>{' '}
          {archivedAt && <StatusTag isBare tone="quiet" label={t('archived')} />}
        </>
      ),
      text: ({ title }) => title,
    },
    {
      key: 'name',
      title: t('fields.name'),
      width: 130,
      cell: ({ name }) => <CopyText text={name} isCode />,
      text: ({ name }) => name,
    },
    said('whose', 250, words.whose),
    said('counting', 180, words.counting),
    { ...said('speed', 120, words.speed), title: t('speed') },
    said('slot', 100, ({ slot }) => slot),
    { ...said('agent', 130, ({ agentName }) => agentName ?? t('allAgents')), isOptional: true },
    { ...said('note', 160, ({ note }) => note), isOptional: true },
  ]
}

function useDeedColumn(): Column<SessionService> {
  const t = useTexts('session-services')
  const { openPanel } = usePanel()
  const restore = useDeed(restoreSessionService, { done: t('restored') })
  const linesOf = ({ id, version, archivedAt }: SessionService) =>
    archivedAt
      ? [
          {
            key: 'restore',
            label: t('restore'),
            onRun: () => restore.mutate({ params: { id }, ifMatch: version }),
          },
        ]
      : [
          { key: 'edit', label: t('change'), onRun: () => openPanel(`edit-${id}`) },
          {
            key: 'archive',
            label: t('archive'),
            isDanger: true,
            onRun: () => openPanel(`archive-${id}`),
          },
        ]
  return {
    key: 'deeds',
    title: t('deeds'),
    width: 84,
    card: 'aside',
    cell: (row) => <RowMenu label={t('menu', { name: row.name })} lines={linesOf(row)} />,
  }
}

type ArchiveDialogProps = { service: SessionService; onClose: () => void }

function ArchiveDialog({ service, onClose }: ArchiveDialogProps) {
  const t = useTexts('session-services')
  const archive = useDeed(archiveSessionService, {
    done: t('archiveDone', { name: service.name }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('archiveTitle', { name: service.title })}
      confirmLabel={t('archive')}
      onConfirm={() =>
        archive.mutateAsync({ params: { id: service.id }, ifMatch: service.version })
      }
      onClose={onClose}
    >
      {t('archiveEffect')}
    </ConfirmDialog>
  )
}
