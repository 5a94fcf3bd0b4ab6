import { type AuditEntry, listAudit } from '@altyn/contract/staff'
import { FileSearchOutlined } from '@ant-design/icons'
import { ApiProblem } from '../../lib/api-failure.ts'
import { failureText } from '../../lib/failure-text.ts'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { useList } from '../../lib/use-list.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { AuditDetails } from './audit-details.tsx'
import {
  deedText,
  kindChoiceText,
  NOTHING,
  objectPath,
  objectText,
  refusalOf,
  whoText,
} from './audit-words.ts'
import { OBJECT_KINDS } from './object-kinds.ts'
import styles from './staff.module.css'

/** Who did what, the newest first. */
export function AuditLog() {
  const t = useTexts('staff')
  const view = useListView('audit', listAudit.query)
  const list = useList(listAudit, view.query)
  const filters: Filter[] = [
    {
      kind: 'choice',
      name: 'objectKind',
      label: t('audit.objectKind'),
      options: OBJECT_KINDS.map((value) => ({ value, label: kindChoiceText(value) })),
    },
    { kind: 'text', name: 'objectId', label: t('audit.objectId') },
    { kind: 'text', name: 'contractId', label: t('audit.contractId') },
  ]
  return (
    <ListPage
      title={t('audit.title')}
      view={view}
      list={list}
      columns={auditColumns(t)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => view.change({ peek: view.peekKey === id ? undefined : id })}
      peek={{ title: deedText, content: (entry) => <EntryFacts entry={entry} /> }}
      filters={filters}
      empty={{
        icon: <FileSearchOutlined />,
        title: t('audit.empty.title'),
        text: t('audit.empty.text'),
      }}
      exportName="audit"
    />
  )
}

function auditColumns(t: Texts): Column<AuditEntry>[] {
  const whoOf = (entry: AuditEntry) => whoText(t, entry)
  const objectOf = (entry: AuditEntry) => objectText(t, entry)
  return [
    {
      key: 'at',
      title: t('audit.at'),
      cell: ({ at }) => <Instant value={at} />,
      text: ({ at }) => at,
      width: 150,
      card: 'aside',
    },
    {
      key: 'deed',
      title: t('audit.deed'),
      cell: (entry) =>
        refusalOf(entry) ? (
          <span>
            {deedText(entry)} <StatusTag tone="warn" label={t('audit.refused')} />
          </span>
        ) : (
          deedText(entry)
        ),
      text: deedText,
      width: 330,
      card: 'title',
    },
    { key: 'who', title: t('audit.who'), cell: whoOf, text: whoOf, width: 190 },
    { key: 'object', title: t('audit.object'), cell: objectOf, text: objectOf, width: 240 },
    {
      key: 'contract',
      title: t('audit.contractId'),
      cell: ({ contractId }) => contractId ?? '—',
      text: ({ contractId }) => String(contractId ?? ''),
      isNumber: true,
      width: 120,
      isOptional: true,
    },
    {
      key: 'address',
      title: t('audit.address'),
      cell: ({ address }) => address ?? '—',
      text: ({ address }) => address ?? '',
      width: 140,
    },
  ]
}

function EntryFacts({ entry }: { entry: AuditEntry }) {
  const t = useTexts('staff')
  const path = objectPath(entry)
  const object = objectText(t, entry)
  const code = refusalOf(entry)
  return (
    <div className={styles.audit}>
      {code && <AlertLine tone="warn" title={t('audit.refused')} advice={refusalText(code)} />}
      <Facts
        facts={[
          { key: 'at', label: t('audit.at'), value: <Instant value={entry.at} /> },
          { key: 'who', label: t('audit.who'), value: whoText(t, entry) },
          { key: 'address', label: t('audit.address'), value: entry.address ?? '—' },
          ...(object === NOTHING
            ? []
            : [
                {
                  key: 'object',
                  label: t('audit.object'),
                  value: path ? <GoLink to={path}>{object}</GoLink> : object,
                },
              ]),
          ...(entry.contractId === null
            ? []
            : [{ key: 'contract', label: t('audit.contractId'), value: entry.contractId }]),
        ]}
      />
      <AuditDetails details={entry.details} />
    </div>
  )
}

/** The words that the person saw then. */
function refusalText(code: string): string {
  return failureText(new ApiProblem({ type: `urn:altyn:${code}`, title: code, status: 409, code }))
    .title
}
