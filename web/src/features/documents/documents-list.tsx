import { type Document, listDocuments } from '@altyn/contract/documents'
import { FileTextOutlined, PlusOutlined } from '@ant-design/icons'
import type { ReactElement } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useList } from '../../lib/use-list.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { useDocumentColumns } from './document-columns.tsx'
import { DocumentPanel } from './document-panel.tsx'

type DocumentsListProps = {
  onIssue: () => void
  /** Finds a contract for the filter. */
  contractControl: ReactElement
}

/** All documents, the newest first; a press on a row opens the document beside the list. */
export function DocumentsList({ onIssue, contractControl }: DocumentsListProps) {
  const t = useTexts('documents')
  const can = usePermissions()
  const view = useListView('documents', listDocuments.query)
  const list = useList(listDocuments, toQuestion(view.query))
  const [, change] = useUrlState()
  const issue: Action[] = can('documents.issue')
    ? [
        {
          key: 'issue',
          label: t('issue.action'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: onIssue,
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('title')}
        view={view}
        list={list}
        columns={useDocumentColumns({ withPayer: true })}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => change({ document: String(id) }, { isNewStep: true })}
        filters={useFilters(list.rows[0], contractControl)}
        actions={issue}
        empty={{
          icon: <FileTextOutlined />,
          title: t('empty.title'),
          text: t('empty.text'),
          actions: issue,
        }}
        exportName={t('file')}
      />
      <DocumentPanel documents={list.rows} />
    </>
  )
}

function useFilters(first: Document | undefined, control: ReactElement): Filter[] {
  const t = useTexts('documents')
  const can = usePermissions()
  const contract: Filter = {
    kind: 'control',
    name: 'contractId',
    label: t('filters.contract'),
    control,
    // The address knows the contract by its inner number; the rows know the printed one.
    show: (id) => (String(first?.contractId) === id ? (first?.contractNumber ?? id) : `#${id}`),
  }
  return [
    { kind: 'period', name: 'from', untilName: 'until', label: t('filters.period') },
    ...(can('subscribers.read') ? [contract] : []),
  ]
}

/** People count the last day in; the server asks for the first day after it. */
function toQuestion<Query extends { until?: string }>(query: Query): Query {
  if (!query.until) return query
  return { ...query, until: Temporal.PlainDate.from(query.until).add({ days: 1 }).toString() }
}
