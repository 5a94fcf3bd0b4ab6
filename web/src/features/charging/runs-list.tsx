import { listRuns } from '@altyn/contract/charging'
import { PlayCircleOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useCall } from '../../lib/use-call.ts'
import { useItems } from '../../lib/use-list.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { useListView } from '../../ui/table/use-list-view.ts'
import styles from './charging.module.css'
import { useRunColumns } from './run-columns.tsx'
import { RunProgress } from './run-progress.tsx'

const LOOK_AGAIN_MILLISECONDS = 3000
const viewSchema = z.object({})

/** The latest recurring runs; one that goes on stands above them. */
export function RunsList({ onStart }: { onStart: () => void }) {
  const t = useTexts('charging')
  const can = usePermissions()
  const view = useListView('runs', viewSchema)
  const list = useItems(listRuns)
  // The same question under the same key: it only makes the answer come anew by itself.
  useCall(listRuns, undefined, { everyMilliseconds: LOOK_AGAIN_MILLISECONDS })
  const [, change] = useUrlState()
  const going = list.rows.find(({ state }) => state === 'running')
  const start: Action[] = can('charging.run')
    ? [
        {
          key: 'start',
          label: t('start.action'),
          icon: <PlayCircleOutlined />,
          isPrimary: true,
          reason: going && t('start.isRunning'),
          onRun: onStart,
        },
      ]
    : []
  return (
    <ListPage
      title={t('title')}
      view={view}
      // Looking again every few seconds is no reason to show that something is being replaced.
      list={{ ...list, isRefreshing: false }}
      columns={useRunColumns()}
      rowKey={({ id }) => String(id)}
      onOpen={({ id }) => change({ run: String(id) }, { isNewStep: true })}
      actions={start}
      empty={{
        icon: <PlayCircleOutlined />,
        title: t('empty.title'),
        text: t('empty.text'),
        actions: start,
      }}
      exportName={t('file')}
      above={
        going && (
          <div className={styles.going}>
            <RunProgress run={going} />
          </div>
        )
      }
    />
  )
}
