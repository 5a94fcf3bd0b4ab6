import {
  listScriptRuns,
  listScripts,
  RUN_STATES,
  SCRIPT_CAUSES,
  type ScriptRun,
  scriptRunsQuery,
} from '@altyn/contract/network/scripts'
import { HistoryOutlined } from '@ant-design/icons'
import { formatInstant } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useItems, useList } from '../../../lib/use-list.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import type { Column } from '../../../ui/table/column.ts'
import type { Filter } from '../../../ui/table/filter.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { BatchProgress } from './batch-progress.tsx'
import { RunPanel } from './run-panel.tsx'
import { failureOf, RunState, stateText, tookText } from './run-words.tsx'
import { ScriptTabs } from './script-tabs.tsx'
import styles from './scripts.module.css'

const LOOK_AGAIN_MILLISECONDS = 3000

/** What came of scripts, wherever they ran. */
export function ScriptRunsList() {
  const t = useTexts('scripts')
  const view = useListView('script-runs', scriptRunsQuery)
  const [, change] = useUrlState()
  const list = useList(listScriptRuns, view.query, { everyMilliseconds: LOOK_AGAIN_MILLISECONDS })
  const { batchId } = view.values
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<ScriptTabs current="runs" />}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ run: id }, { isNewStep: true })}
        filters={useFilters()}
        views={[{ name: t('runs.troubled'), values: { troubled: 'true' } }]}
        above={batchId && <BatchProgress id={Number(batchId)} />}
        empty={{
          icon: <HistoryOutlined />,
          title: t('runs.empty.title'),
          text: t('runs.empty.text'),
          actions: [{ key: 'scripts', label: t('runs.empty.action'), path: paths.scripts() }],
        }}
        exportName={t('runs.file')}
      />
      <RunPanel />
    </>
  )
}

function useColumns(): Column<ScriptRun>[] {
  const t = useTexts('scripts')
  const [language] = useLanguage()
  const zone = useZone()
  const where = ({ deviceName, portName }: ScriptRun) =>
    [deviceName, portName].filter(Boolean).join(' · ')
  return [
    {
      key: 'askedAt',
      title: t('run.askedAt'),
      width: 150,
      cell: ({ askedAt }) => <Instant value={askedAt} />,
      text: ({ askedAt }) => formatInstant(askedAt, zone, language),
    },
    {
      key: 'state',
      title: t('fields.state'),
      width: 150,
      card: 'aside',
      cell: (run) => <RunState run={run} isBare />,
      text: (run) => stateText(run, t),
    },
    {
      key: 'script',
      title: t('run.script'),
      width: 200,
      cell: ({ scriptName }) => <strong>{scriptName}</strong>,
      text: ({ scriptName }) => scriptName,
    },
    { key: 'where', title: t('run.where'), width: 200, cell: where, text: where },
    {
      key: 'login',
      title: t('run.login'),
      width: 130,
      cell: ({ login }) => login,
      text: ({ login }) => login,
    },
    {
      key: 'cause',
      title: t('run.cause'),
      width: 160,
      cell: ({ cause }) => t(`events.${cause}`),
      text: ({ cause }) => t(`events.${cause}`),
    },
    {
      key: 'failure',
      title: t('run.failure'),
      width: 280,
      cell: (run) => run.failure && <span className={styles.failure}>{failureOf(run, t)}</span>,
      text: (run) => failureOf(run, t) ?? '',
    },
    {
      key: 'took',
      title: t('run.took'),
      width: 110,
      isNumber: true,
      cell: (run) => tookText(run, language),
      text: (run) => tookText(run, language),
    },
    {
      key: 'askedBy',
      title: t('run.askedBy'),
      isOptional: true,
      cell: ({ askedBy }) => askedBy,
      text: ({ askedBy }) => askedBy,
    },
  ]
}

function useFilters(): Filter[] {
  const t = useTexts('scripts')
  const scripts = useItems(listScripts)
  return [
    {
      kind: 'choice',
      name: 'state',
      label: t('fields.state'),
      options: RUN_STATES.map((value) => ({ value, label: t(`run.states.${value}`) })),
    },
    {
      kind: 'choice',
      name: 'cause',
      label: t('run.cause'),
      options: SCRIPT_CAUSES.map((value) => ({ value, label: t(`events.${value}`) })),
    },
    {
      kind: 'choice',
      name: 'scriptId',
      label: t('run.script'),
      options: scripts.rows.map(({ id, name }) => ({ value: String(id), label: name })),
    },
    { kind: 'flag', name: 'troubled', label: t('runs.troubled') },
    { kind: 'text', name: 'deviceId', label: t('runs.deviceNumber') },
    { kind: 'text', name: 'batchId', label: t('runs.batchNumber') },
  ]
}
