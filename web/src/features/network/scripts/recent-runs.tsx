import { listScriptRuns, type ScriptRun } from '@altyn/contract/network/scripts'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useCall } from '../../../lib/use-call.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { failureOf, RunState } from './run-words.tsx'
import styles from './scripts.module.css'

const LOOK_AGAIN_MILLISECONDS = 3000
const SHOWN_MAX = 20

/** The latest runs on a device or a port; a press opens one. */
export function RecentRuns({ deviceId, portId }: { deviceId: number; portId?: number }) {
  const t = useTexts('scripts')
  const query = { deviceId, portId, limit: SHOWN_MAX }
  const answer = useCall(listScriptRuns, { query }, { everyMilliseconds: LOOK_AGAIN_MILLISECONDS })
  const runs = answer.data?.items ?? []
  if (answer.data && runs.length === 0) return <p className={styles.quiet}>{t('recent.none')}</p>
  return (
    <>
      <ul className={styles.runs}>
        {runs.map((run) => (
          <RunLine key={run.id} run={run} isPortShown={portId === undefined} />
        ))}
      </ul>
      {answer.data?.nextCursor && (
        <GoLink to={paths.scriptRuns({ deviceId })}>{t('recent.all')}</GoLink>
      )}
    </>
  )
}

function RunLine({ run, isPortShown }: { run: ScriptRun; isPortShown: boolean }) {
  const t = useTexts('scripts')
  const [, change] = useUrlState()
  const failure = failureOf(run, t)
  return (
    <li>
      <button
        type="button"
        className={styles.run}
        onClick={() => change({ run: run.id }, { isNewStep: true })}
      >
        <span className={styles.runHead}>
          <strong>{run.scriptName}</strong>
          <RunState run={run} isBare />
        </span>
        <span className={styles.quiet}>
          <Instant value={run.askedAt} /> · {t(`events.${run.cause}`)}
          {isPortShown && run.portName && ` · ${t('recent.port', { name: run.portName })}`}
          {run.login && ` · ${run.login}`}
        </span>
        {failure && <span className={styles.failure}>{failure}</span>}
      </button>
    </li>
  )
}
