import { type BarredStation, barStation, pardonStation } from '@altyn/contract/network/barred'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useGo } from '../../../ui/actions/use-go.ts'

/** The device of a session or of a refused sign-in, as a row of a list shows it. */
export type SeenStation = { callingStation: string; nasId: number | null }

/**
 * Bars a device at the server where it was seen with one press, and offers the way back at once; absent without the
 * right to do it.
 */
export function useBarring(): ((seen: SeenStation) => void) | undefined {
  const t = useTexts('barred')
  const can = usePermissions()
  const go = useGo()
  const pardon = usePardon()
  const bar = useDeed(barStation, {
    refresh: ['/api/usage', '/api/access'],
    onDone(row) {
      showToast({
        tone: 'done',
        text: t('quick.done', { station: row.station, nas: row.nasName }),
        advice: t('quick.advice'),
        action: { label: t('quick.undo'), onRun: () => pardon(row) },
      })
    },
  })
  if (!can('network.bar')) return undefined
  return ({ callingStation, nasId }) => {
    // A server that is not known any more has to be chosen by hand.
    if (nasId === null) go(paths.barred({ panel: 'create', station: callingStation }))
    else bar.mutate({ body: { station: callingStation, nasId } })
  }
}

/** Lets a barred device in again. */
export function usePardon(): (row: BarredStation) => void {
  const t = useTexts('barred')
  const pardon = useDeed(pardonStation, {
    done: ({ station }) => t('pardoned', { station }),
  })
  return ({ id }) => pardon.mutate({ params: { id } })
}
