import { cancelScriptRun, readScriptRun, type ScriptRunCard } from '@altyn/contract/network/scripts'
import { Drawer } from 'antd'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { ReasonedButton } from '../../../ui/actions/reasoned-button.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { failureOf, RunState, tookText } from './run-words.tsx'
import styles from './scripts.module.css'

const LOOK_AGAIN_MILLISECONDS = 1000

/** The run that the address names. */
export function RunPanel() {
  const t = useTexts('scripts')
  const [{ run = '' }, change] = useUrlState()
  if (!/^\d{1,19}$/.test(run)) return null
  return (
    <Drawer
      open
      title={t('run.title', { id: run })}
      size="min(640px, 100vw)"
      onClose={() => change({ run: undefined })}
    >
      <RunView id={run} />
    </Drawer>
  )
}

/** How a run goes on: its log grows while it does. */
export function RunView({ id }: { id: string }) {
  const answer = useCall(
    readScriptRun,
    { params: { id } },
    { everyMilliseconds: LOOK_AGAIN_MILLISECONDS },
  )
  const run = answer.data?.id === id ? answer.data : undefined
  if (run) return <RunContent run={run} />
  if (!answer.error) return <SkeletonLines count={6} />
  return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
}

function RunContent({ run }: { run: ScriptRunCard }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const cancel = useDeed(cancelScriptRun, { done: t('run.cancelled') })
  const failure = failureOf(run, t)
  const isStrange = run.failure === 'host-key-unknown' || run.failure === 'host-key-changed'
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <RunState run={run} />
        {run.state === 'queued' && can('network.run-scripts') && (
          <ReasonedButton
            size="small"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: run.id } })}
          >
            {t('run.cancel')}
          </ReasonedButton>
        )}
      </div>
      {failure && (
        <AlertLine
          tone={run.state === 'cancelled' ? 'quiet' : 'bad'}
          title={failure}
          advice={isStrange ? t('run.trustAdvice') : undefined}
          action={
            isStrange && (
              <GoLink to={paths.device(run.deviceId, { tab: 'commands' })}>
                {t('run.toDevice')}
              </GoLink>
            )
          }
        />
      )}
      <Facts facts={useRunFacts(run)} />
      <RunLog run={run} />
    </div>
  )
}

function useRunFacts(run: ScriptRunCard): Fact[] {
  const t = useTexts('scripts')
  const [language] = useLanguage()
  const took = tookText(run, language)
  const isWaiting = run.state === 'queued'
  const facts: Fact[] = [
    { key: 'script', label: t('run.script'), value: run.scriptName },
    {
      key: 'device',
      label: t('run.device'),
      value: <GoLink to={paths.device(run.deviceId)}>{run.deviceName}</GoLink>,
    },
    { key: 'port', label: t('run.port'), value: run.portName },
    { key: 'login', label: t('run.login'), value: run.login },
    { key: 'cause', label: t('run.cause'), value: t(`events.${run.cause}`) },
    { key: 'askedBy', label: t('run.askedBy'), value: run.askedBy },
    { key: 'askedAt', label: t('run.askedAt'), value: <Instant value={run.askedAt} /> },
    { key: 'dueAt', label: t('run.dueAt'), value: isWaiting && <Instant value={run.dueAt} /> },
    { key: 'took', label: t('run.took'), value: took },
    { key: 'attempts', label: t('run.attempts'), value: run.attempts > 1 && String(run.attempts) },
  ]
  return facts.filter(({ value }) => value)
}

const MARKS = { sent: '▸', answered: '', note: '·' } as const

function RunLog({ run }: { run: ScriptRunCard }) {
  const t = useTexts('scripts')
  return (
    <section>
      <h2>{t('run.log')}</h2>
      {run.log.length === 0 ? (
        <p className={styles.quiet}>
          {t(run.state === 'queued' ? 'run.notBegun' : 'run.nothingSaid')}
        </p>
      ) : (
        <div className={styles.log} role="log" aria-label={t('run.log')}>
          {run.log.map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end
            <pre key={index} data-kind={kind}>
              {MARKS[kind] && <span aria-hidden>{MARKS[kind]} </span>}
              {kind === 'note' ? t(`run.notes.${text}`) : text}
            </pre>
          ))}
        </div>
      )}
    </section>
  )
}
