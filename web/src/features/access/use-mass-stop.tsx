import { disconnectSession } from '@altyn/contract/access'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call } from '../../lib/api-client.ts'
import { isSignedOut } from '../../lib/api-failure.ts'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { showToast } from '../../lib/toasts.ts'
import { refreshPaths } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { useGo } from '../../ui/actions/use-go.ts'
import type { MassAction } from '../../ui/table/selection-bar.tsx'
import type { StoppableSession } from './use-session-stop.tsx'

const LOGINS_SHOWN_MAX = 5

/** Ends the chosen live sessions after a question; what the servers answer stands in the log. */
export function useMassStop() {
  const t = useTexts('access')
  const client = useQueryClient()
  const go = useGo()
  const [asked, setAsked] = useState<readonly StoppableSession[]>()
  const stop = async (sessions: readonly StoppableSession[]) => {
    const refusals: unknown[] = []
    // One after another: each is a deed of its own, and a session that has ended holds up no other.
    for (const { id } of sessions) {
      await call(disconnectSession, { params: { id } }).catch((failure: unknown) => {
        if (isSignedOut(failure)) throw failure
        refusals.push(failure)
      })
    }
    const [first] = refusals
    showToast({
      tone: first === undefined ? 'done' : 'note',
      text: t('massStop.sent', { count: sessions.length - refusals.length }),
      advice:
        first === undefined
          ? undefined
          : t('massStop.refused', { count: refusals.length, why: failureText(first).title }),
      action: {
        label: t('stop.openLog'),
        onRun: () => go(paths.authorisations({ tab: 'commands' })),
      },
    })
    await refreshPaths(client, ['/api/usage', '/api/access'])
  }
  const action: MassAction<StoppableSession> = {
    key: 'stop',
    label: t('massStop.action'),
    isDanger: true,
    onRun: setAsked,
  }
  const dialog: ReactNode = asked && (
    <ConfirmDialog
      isOpen
      title={t('massStop.title', { count: asked.length })}
      confirmLabel={t('stop.confirm')}
      isDanger
      onConfirm={() => stop(asked)}
      onClose={() => setAsked(undefined)}
    >
      {t('massStop.effect', { logins: loginsOf(asked, (more) => t('massStop.more', more)) })}
    </ConfirmDialog>
  )
  return { action, dialog }
}

function loginsOf(
  sessions: readonly StoppableSession[],
  withMore: (more: { logins: string; count: number }) => string,
): string {
  const all = sessions.map(({ login }) => login)
  const logins = all.slice(0, LOGINS_SHOWN_MAX).join(', ')
  const count = all.length - LOGINS_SHOWN_MAX
  return count > 0 ? withMore({ logins, count }) : logins
}
