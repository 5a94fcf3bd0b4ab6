import type { Rejection } from '@altyn/contract/access'
import { CommandList } from '../../../features/access/command-list.tsx'
import { EmergencyView } from '../../../features/access/emergency/emergency-view.tsx'
import { RejectionList } from '../../../features/access/rejection-list.tsx'
import { BarButton } from '../../../features/network/barred/bar-button.tsx'
import { useNasNames } from '../../../features/network/use-nas-names.ts'
import { AccountOwner } from '../../../features/usage/account-owner.tsx'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { TabStrip } from '../../../ui/pages/page-tabs.tsx'

const TABS = ['rejections', 'commands', 'emergency'] as const

/** Why sign-ins were refused, when money was not asked for, and what was asked of the network. */
export function AuthorisationsPage() {
  const t = useTexts('access')
  const go = useGo()
  const [{ tab, accountId }] = useUrlState()
  const { nameOf } = useNasNames()
  const current = TABS.find((key) => key === tab) ?? 'rejections'
  const tabs = (
    <TabStrip
      tabs={TABS.map((key) => ({ key, label: t(`tabs.${key}`) }))}
      current={current}
      onChange={(key) =>
        go(paths.authorisations({ accountId, tab: key === 'rejections' ? undefined : key }))
      }
    />
  )
  const owner = (id: number | null) => <AccountOwner accountId={id} />
  if (current === 'emergency') return <EmergencyView tabs={tabs} owner={owner} />
  const Log = current === 'commands' ? CommandList : RejectionList
  const deedsOf = (rejection: Rejection) =>
    rejection.reason === 'station-barred' ? (
      <GoLink to={paths.barred({ isOver: 'false', nasId: rejection.nasId ?? undefined })}>
        {t('rejections.seeBarred')}
      </GoLink>
    ) : (
      <BarButton seen={rejection} />
    )
  return <Log tabs={tabs} nasName={nameOf} owner={owner} deedsOf={deedsOf} />
}
