import { type Command, disconnectSession, listCommands } from '@altyn/contract/access'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { call } from '../../lib/api-client.ts'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { showToast } from '../../lib/toasts.ts'
import { refreshPaths, useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { useGo } from '../../ui/actions/use-go.ts'
import { outcomeAdvice } from './command-words.ts'

const ASK_AGAIN_MILLISECONDS = 1000
/** A server that is silent this long is tried again by the system; the log tells the rest. */
const PATIENCE_MILLISECONDS = 30_000
const LATEST_COMMANDS = 50

/** Just what the question needs to know about a live session. */
export type StoppableSession = {
  id: string
  login: string
  accountId: number | null
  nasId: number
}

/** Ends a live session: asks first, tells the access server, and says what it answered. */
export function useSessionStop(nasName: (id: number | null) => string) {
  const t = useTexts('access')
  const [asked, setAsked] = useState<StoppableSession>()
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set())
  const watch = useOutcomeWatch(t, nasName)
  const disconnect = useDeed(disconnectSession, { isFailureShownByCaller: true })
  const stop = async (session: StoppableSession) => {
    const command = await disconnect.mutateAsync({ params: { id: session.id } })
    setWaiting((ids) => new Set(ids).add(session.id))
    void watch(command).finally(() => setWaiting((ids) => withoutId(ids, session.id)))
  }
  const dialog: ReactNode = asked && (
    <ConfirmDialog
      isOpen
      title={t('stop.title', { login: asked.login })}
      confirmLabel={t('stop.confirm')}
      isDanger
      onConfirm={() => stop(asked)}
      onClose={() => setAsked(undefined)}
    >
      {t('stop.effect', { nas: nasName(asked.nasId) })}
    </ConfirmDialog>
  )
  return { stop: { waiting, ask: setAsked }, dialog }
}

/** Follows a command until the access server has answered, while the page is open. */
function useOutcomeWatch(t: Texts, nasName: (id: number | null) => string) {
  const client = useQueryClient()
  const go = useGo()
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  return async (command: Command) => {
    const end = performance.now() + PATIENCE_MILLISECONDS
    let latest = command
    while (latest.outcome === null && performance.now() < end && !isGone.current) {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MILLISECONDS))
      latest = await readAgain(latest)
    }
    if (isGone.current) return
    const names = { login: command.login, nas: nasName(command.nasId) }
    showToast({
      tone: latest.outcome === 'acknowledged' ? 'done' : latest.outcome ? 'failed' : 'note',
      text: t(`answers.${latest.outcome ?? 'waiting'}`, names),
      advice: latest.outcome === 'acknowledged' ? undefined : outcomeAdvice(t, latest),
      action: latest.outcome === 'acknowledged' ? undefined : openLog(t, go),
    })
    await refreshPaths(client, ['/api/usage', '/api/access'])
  }
}

function openLog(t: Texts, go: (path: string) => void) {
  return { label: t('stop.openLog'), onRun: () => go(paths.authorisations({ tab: 'commands' })) }
}

/** A lost answer changes nothing: the next look will tell. */
async function readAgain(command: Command): Promise<Command> {
  const query = { accountId: command.accountId ?? undefined, limit: LATEST_COMMANDS }
  const answer = await call(listCommands, { query }).catch(() => undefined)
  return answer?.items.find(({ id }) => id === command.id) ?? command
}

function withoutId(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const rest = new Set(ids)
  rest.delete(id)
  return rest
}
