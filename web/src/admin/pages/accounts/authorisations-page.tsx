import { CommandList } from '../../../features/access/command-list.tsx'
import { RejectionList } from '../../../features/access/rejection-list.tsx'
import { useNasNames } from '../../../features/network/use-nas-names.ts'
import { AccountOwner } from '../../../features/usage/account-owner.tsx'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useGo } from '../../../ui/actions/use-go.ts'
import { TabStrip } from '../../../ui/pages/page-tabs.tsx'

/** Why sign-ins were refused, and what was asked of the network. */
export function AuthorisationsPage() {
  const t = useTexts('access')
  const go = useGo()
  const [{ tab, accountId }] = useUrlState()
  const { nameOf } = useNasNames()
  const Log = tab === 'commands' ? CommandList : RejectionList
  const tabs = (
    <TabStrip
      tabs={[
        { key: 'rejections', label: t('tabs.rejections') },
        { key: 'commands', label: t('tabs.commands') },
      ]}
      current={tab === 'commands' ? 'commands' : 'rejections'}
      onChange={(key) =>
        go(paths.authorisations({ accountId, tab: key === 'commands' ? key : undefined }))
      }
    />
  )
  return <Log tabs={tabs} nasName={nameOf} owner={(id) => <AccountOwner accountId={id} />} />
}
