import {
  type PriceListCard as Card,
  changePriceList,
  readPriceList,
} from '@altyn/contract/catalogue/price-lists'
import { ImportOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { CardPage } from '../../../ui/pages/card-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import { PriceListForm } from './price-list-form.tsx'
import { PriceQuote } from './price-quote.tsx'
import { PriceRows } from './price-rows.tsx'
import { PriceVersions } from './price-versions.tsx'

/** One price list: its prices, how they came about, and what a call costs by it. */
export function PriceListCard({ id }: { id: number }) {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const answer = useCall(readPriceList, { params: { id } })
  const { panel, closePanel } = usePanel()
  const list = answer.data?.id === id ? answer.data : undefined
  const actions = useActions(list)
  return (
    <>
      <CardPage
        title={list?.name}
        aside={list?.archivedAt && <StatusTag tone="quiet" label={t('state.archived')} />}
        back={{ path: paths.priceLists(), label: t('prices.title') }}
        actions={actions}
        alert={list && <Unfinished list={list} />}
        isLoading={!list}
        error={list ? undefined : answer.error}
        onRetry={() => void answer.refetch()}
        tabs={[
          {
            key: 'rows',
            label: t('prices.tabs.rows'),
            content: () => list && <Rows list={list} actions={actions} />,
          },
          {
            key: 'versions',
            label: t('prices.tabs.versions'),
            count: list?.versions.length,
            content: () => list && <PriceVersions list={list} />,
          },
        ]}
        facts={list && list.versions.length > 0 ? <PriceQuote listId={list.id} /> : undefined}
      />
      {list && can('catalogue.change') && panel === 'rename' && (
        <PriceListForm list={list} onClose={closePanel} />
      )}
    </>
  )
}

function Rows({ list, actions }: { list: Card; actions: readonly Action[] }) {
  const t = useTexts('catalogue')
  if (list.versions.length > 0) return <PriceRows list={list} />
  return (
    <EmptyState
      icon={<ImportOutlined />}
      title={t('prices.noRows.title')}
      text={t('prices.noRows.text')}
      actions={actions.filter(({ key }) => key === 'import')}
    />
  )
}

/** A file that was sent and has not become a version. */
function Unfinished({ list: { id, stage } }: { list: Card }) {
  const t = useTexts('catalogue')
  const go = useGo()
  if (!stage) return null
  return (
    <AlertLine
      tone="note"
      title={t('prices.unfinished', { name: stage.fileName })}
      advice={t(`prices.stageState.${stage.state}`)}
      action={
        <Button size="small" onClick={() => go(paths.priceImport(id, { stage: stage.id }))}>
          {t('prices.goOn')}
        </Button>
      }
    />
  )
}

function useActions(list: Card | undefined): Action[] {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const go = useGo()
  const { openPanel } = usePanel()
  const change = useDeed(changePriceList, { done: t('prices.saved') })
  if (!list || !can('catalogue.change')) return []
  const isArchived = list.archivedAt !== null
  return [
    {
      key: 'import',
      label: t('prices.import'),
      icon: <ImportOutlined />,
      isPrimary: true,
      reason: isArchived ? t('isArchived') : undefined,
      onRun: () => go(paths.priceImport(list.id)),
    },
    { key: 'rename', label: t('rename.action'), onRun: () => openPanel('rename') },
    {
      key: 'archive',
      label: t(isArchived ? 'archiving.takeBack' : 'archiving.action'),
      onRun: () =>
        change.mutate({
          params: { id: list.id },
          ifMatch: list.version,
          body: { isArchived: !isArchived },
        }),
    },
  ]
}
