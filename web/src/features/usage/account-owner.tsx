import { readAccount } from '@altyn/contract/accounts'
import { readContract, readSubscriber } from '@altyn/contract/subscribers'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { Skeleton } from '../../ui/feedback/skeleton.tsx'

/** Whose account it is, with a link to the card; asked only for the row that is looked at. */
export function AccountOwner({ accountId }: { accountId: number | null }) {
  const t = useTexts('usage')
  const can = usePermissions()
  const mayLook = can('subscribers.read') && can('accounts.read')
  const account = useCall(
    readAccount,
    { params: { id: accountId ?? 0 } },
    { isEnabled: mayLook && accountId !== null },
  )
  const contractId = fresh(account)?.contractId
  const contract = useCall(
    readContract,
    { params: { id: contractId ?? 0 } },
    { isEnabled: contractId !== undefined },
  )
  const subscriberId = fresh(contract)?.subscriberId
  const subscriber = useCall(
    readSubscriber,
    { params: { id: subscriberId ?? 0 } },
    { isEnabled: subscriberId !== undefined },
  )
  if (accountId === null) return <span>{t('owner.none')}</span>
  if (!mayLook) return <span>{t('owner.account', { id: accountId })}</span>
  if (account.error) return <span>{failureText(account.error).title}</span>
  const owner = fresh(subscriber)
  const number = fresh(contract)?.number
  if (!owner || !number) return <Skeleton width={160} />
  return (
    <GoLink to={paths.subscriber(owner.id, { account: accountId })}>
      {t('owner.subscriber', { name: owner.name, number })}
    </GoLink>
  )
}

/** The answer of the previous row must not stand under this one. */
function fresh<Answer>(answer: { data?: Answer; isPlaceholderData: boolean }): Answer | undefined {
  return answer.isPlaceholderData ? undefined : answer.data
}
