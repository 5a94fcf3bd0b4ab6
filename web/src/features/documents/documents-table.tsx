import { listDocuments } from '@altyn/contract/documents'
import { FileTextOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { usePhone } from '../../lib/browser/media.ts'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useList } from '../../lib/use-list.ts'
import { EmptyState } from '../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { ListFoot } from '../../ui/pages/list-foot.tsx'
import { RowCards } from '../../ui/table/row-cards.tsx'
import { RowTable, type RowTableProps } from '../../ui/table/row-table.tsx'
import { useDocumentColumns } from './document-columns.tsx'
import { DocumentPanel } from './document-panel.tsx'
import styles from './documents.module.css'
import { type BilledContract, IssueForm } from './issue-form.tsx'

type DocumentsTableProps = { subscriberId: number; contracts: readonly BilledContract[] }

/** The documents of one subscriber, with the way to issue an invoice for any of the contracts. */
export function DocumentsTable({ subscriberId, contracts }: DocumentsTableProps) {
  const t = useTexts('documents')
  const can = usePermissions()
  const list = useList(listDocuments, { subscriberId })
  const [{ panel }, change] = useUrlState()
  const canIssue = can('documents.issue') && contracts.length > 0
  const issue = () => change({ panel: 'issue' }, { isNewStep: true })
  return (
    <div className={styles.section}>
      {list.state === 'failed' && <ErrorState error={list.error} onRetry={list.reload} />}
      {list.state === 'ready' && list.rows.length === 0 && (
        <EmptyState
          icon={<FileTextOutlined />}
          title={t('empty.ofSubscriber')}
          text={t('empty.ofSubscriberText')}
          actions={canIssue ? [{ key: 'issue', label: t('issue.action'), onRun: issue }] : []}
        />
      )}
      {list.rows.length > 0 && canIssue && (
        <div className={styles.tools}>
          <Button onClick={issue}>{t('issue.action')}</Button>
        </div>
      )}
      {(list.state === 'loading' || list.rows.length > 0) && <Documents list={list} />}
      {panel === 'issue' && canIssue && (
        <IssueForm contracts={contracts} onClose={() => change({ panel: undefined })} />
      )}
    </div>
  )
}

type List = ReturnType<typeof useList<typeof listDocuments>>

function Documents({ list }: { list: List }) {
  const t = useTexts('documents')
  const columns = useDocumentColumns({ withPayer: false }).filter(({ isOptional }) => !isOptional)
  const [{ document }, change] = useUrlState()
  const isPhone = usePhone()
  const table: RowTableProps<List['rows'][number]> = {
    caption: t('title'),
    columns,
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey: ({ id }) => String(id),
    onOpen: ({ id }) => change({ document: String(id) }, { isNewStep: true }),
    markedKey: document,
  }
  return (
    <>
      <div className={styles.box}>
        {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
        {list.state === 'ready' && <ListFoot list={list} />}
      </div>
      <DocumentPanel documents={list.rows} />
    </>
  )
}
