import { readStatement, type StatementLine } from '@altyn/contract/ledger'
import { DownloadOutlined, FileTextOutlined } from '@ant-design/icons'
import { Button, Select, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { usePhone } from '../../lib/browser/media.ts'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import type { ListSource } from '../../lib/list-source.ts'
import { showToast } from '../../lib/toasts.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useList } from '../../lib/use-list.ts'
import { EmptyState } from '../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { PeriodField } from '../../ui/fields/day-field.tsx'
import { ListFoot } from '../../ui/pages/list-foot.tsx'
import type { Column } from '../../ui/table/column.ts'
import { exportRows } from '../../ui/table/export-rows.ts'
import { RowCards } from '../../ui/table/row-cards.tsx'
import { RowTable } from '../../ui/table/row-table.tsx'
import styles from './ledger.module.css'
import { PostingExplanation } from './posting-explanation.tsx'
import { useStatementColumns } from './statement-columns.tsx'

type StatementProps = {
  contracts: readonly { id: number; number: string }[]
  /** The logins of accounts, by which lines of different accounts are told apart. */
  logins: ReadonlyMap<number, string>
}

/** The statement of a contract with the running balance; every line explains itself. */
export function Statement({ contracts, logins }: StatementProps) {
  const t = useTexts('ledger')
  const [state, change] = useUrlState()
  const chosen = contracts.find(({ id }) => String(id) === state.contract) ?? contracts[0]
  if (!chosen) return <EmptyState icon={<FileTextOutlined />} title={t('noContract')} />
  const choice = contracts.length > 1 && (
    <Select
      value={chosen.id}
      aria-label={t('contract')}
      className={styles.contract}
      options={contracts.map(({ id, number }) => ({ value: id, label: number }))}
      onChange={(id) => change({ contract: String(id), line: undefined })}
    />
  )
  // Lines of one contract must never be seen under the number of another.
  return <ContractStatement key={chosen.id} contract={chosen} logins={logins} choice={choice} />
}

function ContractStatement(props: {
  contract: StatementProps['contracts'][number]
  logins: StatementProps['logins']
  choice: ReactNode
}) {
  const { contract, logins, choice } = props
  const [state, change] = useUrlState()
  const period = { from: state.from, until: state.until }
  const list = useList(readStatement, period, { params: { contractId: contract.id } })
  const columns = useStatementColumns(logins)
  const line = list.rows.find(({ id }) => id === state.line)
  return (
    <section className={styles.statement}>
      <div className={styles.tools}>
        {choice}
        <div className={styles.period}>
          <PeriodField
            value={period}
            onChange={({ from, until }) => change({ from, until, line: undefined })}
          />
        </div>
        <ExportButton list={list} columns={columns} name={`statement-${contract.number}`} />
      </div>
      <Lines
        list={list}
        columns={columns}
        isNarrowed={Boolean(state.from || state.until)}
        markedKey={state.line}
        onOpen={({ id }) => change({ line: id }, { isNewStep: true })}
      />
      <PostingExplanation
        line={line}
        login={line?.accountId ? logins.get(line.accountId) : undefined}
        onClose={() => change({ line: undefined })}
      />
    </section>
  )
}

type LinesProps = {
  list: ListSource<StatementLine>
  columns: readonly Column<StatementLine>[]
  isNarrowed: boolean
  markedKey: string | undefined
  onOpen: (line: StatementLine) => void
}

function Lines({ list, columns, isNarrowed, markedKey, onOpen }: LinesProps) {
  const t = useTexts('ledger')
  const isPhone = usePhone()
  if (list.state === 'failed') return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.state === 'ready' && list.rows.length === 0) {
    return (
      <EmptyState
        icon={<FileTextOutlined />}
        title={t(isNarrowed ? 'nothing.title' : 'empty.title')}
        text={t(isNarrowed ? 'nothing.text' : 'empty.text')}
      />
    )
  }
  const table = {
    columns,
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey: ({ id }: StatementLine) => id,
    onOpen,
    markedKey,
    caption: t('title'),
  }
  return (
    <div className={styles.box} data-refreshing={list.isRefreshing}>
      {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
      {list.state === 'ready' && <ListFoot list={list} />}
    </div>
  )
}

function ExportButton(props: {
  list: ListSource<StatementLine>
  columns: readonly Column<StatementLine>[]
  name: string
}) {
  const { list, columns, name } = props
  const t = useTexts('ui')
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const rows = (await list.readAll?.(() => {})) ?? list.rows
      exportRows(name, columns, rows)
      showToast({ tone: 'done', text: t('export.done', { count: rows.length }) })
    } catch (failure) {
      const { title, advice } = failureText(failure)
      showToast({ tone: 'failed', text: title, advice })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Tooltip title={t('export.hint')}>
      <Button
        type="text"
        icon={<DownloadOutlined />}
        loading={isBusy}
        aria-label={t('export.hint')}
        onClick={() => void run()}
      />
    </Tooltip>
  )
}
