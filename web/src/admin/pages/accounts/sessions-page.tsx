import { useSessionStop } from '../../../features/access/use-session-stop.tsx'
import { useNasNames } from '../../../features/network/use-nas-names.ts'
import { SessionList } from '../../../features/usage/session-list.tsx'
import { usePermissions } from '../../../lib/permissions.ts'

/** Who is on the network now, and the way to end a session. */
export function SessionsPage() {
  const can = usePermissions()
  const nas = useNasNames()
  const { stop, dialog } = useSessionStop(nas.nameOf)
  return (
    <>
      <SessionList nas={nas} stop={can('access.disconnect') ? stop : undefined} />
      {dialog}
    </>
  )
}
