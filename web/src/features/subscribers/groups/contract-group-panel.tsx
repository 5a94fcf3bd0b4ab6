import type { Group } from '@altyn/contract/groups'
import {
  addGroupedContracts,
  contractGroups,
  type GroupedContract,
  listGroupedContracts,
  removeGroupedContracts,
} from '@altyn/contract/subscribers/groups'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useList } from '../../../lib/use-list.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { AddByName, GroupMembers, MemberLine } from '../../../ui/groups/group-members.tsx'
import { GroupPanel } from '../../../ui/groups/group-panel.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'

/** A group of contracts: which are in it, who added them, and the way to add and take out. */
export function ContractGroupPanel({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const mayChange = can('subscribers.change')
  return (
    <GroupPanel
      routes={contractGroups}
      group={group}
      nameHint={t('groups.nameHint')}
      mayChange={mayChange}
      deeds={
        <GoLink to={paths.subscribers({ groupId: group.id })}>{t('groups.subscribers')}</GoLink>
      }
      onClose={onClose}
    >
      <Contracts group={group} mayChange={mayChange} />
    </GroupPanel>
  )
}

function Contracts({ group, mayChange }: { group: Group; mayChange: boolean }) {
  const t = useTexts('subscribers')
  const list = useList(listGroupedContracts, {}, { params: { id: group.id } })
  return (
    <GroupMembers
      title={t('groups.contractsOf', { count: list.total ?? group.membersCount })}
      nobody={t('groups.nothing')}
      list={list}
      line={(contract) => (
        <ContractLine
          key={contract.contractId}
          contract={contract}
          groupId={group.id}
          mayChange={mayChange}
        />
      )}
      adding={mayChange && !group.archivedAt && <AddContracts groupId={group.id} />}
    />
  )
}

type ContractLineProps = { contract: GroupedContract; groupId: number; mayChange: boolean }

function ContractLine({ contract, groupId, mayChange }: ContractLineProps) {
  const t = useTexts('subscribers')
  const { contractId, number, subscriberId, subscriberName, addedAt, author } = contract
  const remove = useDeed(removeGroupedContracts, { done: t('groups.removed', { number }) })
  const to = paths.subscriber(subscriberId, { contract: contractId })
  return (
    <MemberLine
      link={<GoLink to={to}>{number}</GoLink>}
      about={
        <>
          {subscriberName} · {author}, <Instant value={addedAt} />
        </>
      }
      removeLabel={t('groups.removeNamed', { number })}
      onRemove={
        mayChange
          ? () => remove.mutate({ params: { id: groupId }, body: { contractIds: [contractId] } })
          : undefined
      }
    />
  )
}

function AddContracts({ groupId }: { groupId: number }) {
  const t = useTexts('subscribers')
  const add = useDeed(addGroupedContracts, {
    onDone: ({ addedCount, unknownNumbers }) => {
      const text = t('groups.added', { count: addedCount })
      const unknown = unknownNumbers.length > 0 && t('groups.unknown')
      showToast({ tone: unknown ? 'failed' : 'done', text, advice: unknown || undefined })
    },
  })
  return (
    <AddByName
      label={t('groups.numbers')}
      isBusy={add.isPending}
      onAdd={(numbers, keep) =>
        add.mutate(
          { params: { id: groupId }, body: { numbers } },
          { onSuccess: ({ unknownNumbers }) => keep(unknownNumbers) },
        )
      }
    />
  )
}
