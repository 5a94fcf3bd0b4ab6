import { useMassStop } from '../../../features/access/use-mass-stop.tsx'
import { useSessionStop } from '../../../features/access/use-session-stop.tsx'
import { BarButton } from '../../../features/network/barred/bar-button.tsx'
import { useNasNames } from '../../../features/network/use-nas-names.ts'
import { SessionArchive } from '../../../features/usage/session-archive.tsx'
import { SessionList } from '../../../features/usage/session-list.tsx'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useGo } from '../../../ui/actions/use-go.ts'
import { TabStrip } from '../../../ui/pages/page-tabs.tsx'

/** Who is on the network now with the way to end sessions, and who was. */
export function SessionsPage() {
  const t = useTexts('usage')
  const go = useGo()
  const can = usePermissions()
  const nas = useNasNames()
  const [{ tab, accountId }] = useUrlState()
  const { stop, dialog } = useSessionStop(nas.nameOf)
  const mass = useMassStop()
  const mayStop = can('access.disconnect')
  const tabs = (
    <TabStrip
      tabs={[
        { key: 'live', label: t('sessions.tabs.live') },
        { key: 'archive', label: t('sessions.tabs.archive') },
      ]}
      current={tab === 'archive' ? 'archive' : 'live'}
      onChange={(key) =>
        go(paths.sessions({ accountId, tab: key === 'archive' ? key : undefined }))
      }
    />
  )
  if (tab === 'archive') return <SessionArchive nas={nas} tabs={tabs} />
  return (
    <>
      <SessionList
        nas={nas}
        tabs={tabs}
        deedsOf={(session) => <BarButton seen={session} />}
        stop={mayStop ? stop : undefined}
        massActions={mayStop ? [mass.action] : undefined}
      />
      {dialog}
      {mass.dialog}
    </>
  )
}
