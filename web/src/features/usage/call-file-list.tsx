import { type CallFile, listCallFiles } from '@altyn/contract/usage/calls'
import { FileTextOutlined, PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useList } from '../../lib/use-list.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { CallFileForm } from './call-file-form.tsx'

const REFRESH_MILLISECONDS = 2000
const viewSchema = z.object({})
const TONES = { waiting: 'busy', done: 'ok', failed: 'bad' } as const

/** Files of exchanges: how far each is, and what in it could not be read. */
export function CallFileList() {
  const t = useTexts('usage')
  const can = usePermissions()
  const { panel, openPanel, closePanel } = usePanel()
  const view = useListView('call-files', viewSchema)
  const list = useList(listCallFiles, {}, { everyMilliseconds: REFRESH_MILLISECONDS })
  const take: Action[] = can('usage.take')
    ? [
        {
          key: 'take',
          label: t('callFiles.take'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('take'),
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('callFiles.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) =>
          view.change({ peek: view.peekKey === String(id) ? undefined : String(id) })
        }
        peek={{ title: ({ name }) => name, content: (file) => <FileFacts file={file} /> }}
        actions={take}
        empty={{
          icon: <FileTextOutlined />,
          title: t('callFiles.empty.title'),
          text: t('callFiles.empty.text'),
          actions: take,
        }}
        exportName={t('callFiles.file')}
      />
      {panel === 'take' && can('usage.take') && <CallFileForm onClose={closePanel} />}
    </>
  )
}

function FileFacts({ file }: { file: CallFile }) {
  const t = useTexts('usage')
  return (
    <>
      {file.failure && <AlertLine tone="bad" title={t('callFiles.failed')} advice={file.failure} />}
      <Facts
        facts={(['recordsRead', 'callsTaken', 'repeats', 'faults'] as const).map((key) => ({
          key,
          label: t(`callFiles.${key}`),
          value: file[key],
        }))}
      />
      {file.faultSamples.length > 0 && (
        <>
          <h3>{t('callFiles.samples')}</h3>
          <ul>
            {file.faultSamples.map(({ row, field, value }) => (
              <li key={`${row} ${field}`}>
                {t('callFiles.sample', { row, field: t(`callFiles.field.${field}`), value })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function useColumns(): Column<CallFile>[] {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const count = (key: 'recordsRead' | 'callsTaken' | 'repeats' | 'faults'): Column<CallFile> => ({
    key,
    title: t(`callFiles.${key}`),
    width: 130,
    isNumber: true,
    cell: (file) => formatCount(file[key], language),
    text: (file) => String(file[key]),
  })
  return [
    {
      key: 'name',
      title: t('callFiles.name'),
      width: 240,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'state',
      title: t('callFiles.state.label'),
      width: 150,
      card: 'aside',
      cell: ({ state }) => (
        <StatusTag isBare tone={TONES[state]} label={t(`callFiles.state.${state}`)} />
      ),
      text: ({ state }) => t(`callFiles.state.${state}`),
    },
    count('recordsRead'),
    count('callsTaken'),
    count('repeats'),
    count('faults'),
    {
      key: 'takenAt',
      title: t('callFiles.takenAt'),
      width: 160,
      cell: ({ takenAt }) => <Instant value={takenAt} />,
      text: ({ takenAt }) => takenAt,
    },
    {
      key: 'takenBy',
      title: t('callFiles.takenBy'),
      width: 150,
      cell: ({ takenBy }) => takenBy,
      text: ({ takenBy }) => takenBy,
    },
  ]
}
