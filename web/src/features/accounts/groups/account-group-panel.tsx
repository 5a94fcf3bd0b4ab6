import {
  accountGroups,
  addGroupMembers,
  type GroupMember,
  listGroupMembers,
  removeGroupMembers,
} from '@altyn/contract/accounts/groups'
import { listPlannedActions, listSettledActions } from '@altyn/contract/accounts/planned'
import type { Group } from '@altyn/contract/groups'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { useList } from '../../../lib/use-list.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { AddByName, GroupMembers, MemberLine } from '../../../ui/groups/group-members.tsx'
import { GroupPanel } from '../../../ui/groups/group-panel.tsx'
import styles from '../../../ui/groups/groups.module.css'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { PlanForm } from '../arrangements/plan-form.tsx'
import { PlannedLines, usePlannedWords } from '../arrangements/planned-lines.tsx'

/** A group of accounts: who is in it, what is planned for it, and what became of earlier plans. */
export function AccountGroupPanel({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useTexts('accounts')
  const can = usePermissions()
  const [isPlanned, plan] = useState(false)
  const mayChange = can('accounts.change')
  return (
    <GroupPanel
      routes={accountGroups}
      group={group}
      nameHint={t('groups.nameHint')}
      mayChange={mayChange}
      deeds={
        mayChange && (
          <Button type="primary" onClick={() => plan(true)}>
            {t('menu.plan')}
          </Button>
        )
      }
      onClose={onClose}
    >
      <Plans groupId={group.id} />
      <Members group={group} mayChange={mayChange && group.archivedAt === null} />
      {isPlanned && <PlanForm whom={{ group }} onClose={() => plan(false)} />}
    </GroupPanel>
  )
}

function Plans({ groupId }: { groupId: number }) {
  const t = useTexts('accounts')
  const words = usePlannedWords()
  const planned = useCall(listPlannedActions, { query: { groupId } })
  const settled = useCall(listSettledActions, { query: { groupId, limit: 10 } })
  const past = settled.data?.items ?? []
  return (
    <>
      <PlannedLines actions={planned.data?.items ?? []} />
      {past.length > 0 && (
        <section>
          <h2>{t('groups.past')}</h2>
          <ul className={styles.lines}>
            {past.map((action) => (
              <li key={action.key}>
                <span>
                  <Instant value={action.settledAt} /> {words(action)}
                </span>
                <span className={styles.quiet}>
                  {action.state === 'cancelled'
                    ? t('groups.cancelled')
                    : t('groups.outcome', {
                        done: action.outcome?.done ?? 0,
                        failed: action.outcome?.failed.length ?? 0,
                      })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Members({ group, mayChange }: { group: Group; mayChange: boolean }) {
  const t = useTexts('accounts')
  const list = useList(listGroupMembers, {}, { params: { id: group.id } })
  return (
    <GroupMembers
      title={t('groups.membersOf', { count: list.total ?? group.membersCount })}
      nobody={t('groups.nobody')}
      list={list}
      line={(member) => (
        <AccountLine
          key={member.accountId}
          member={member}
          groupId={group.id}
          mayChange={mayChange}
        />
      )}
      adding={mayChange && <AddAccounts groupId={group.id} />}
    />
  )
}

function AccountLine(props: { member: GroupMember; groupId: number; mayChange: boolean }) {
  const { member, groupId, mayChange } = props
  const { accountId, login, contractId, contractNumber, subscriberId, subscriberName } = member
  const t = useTexts('accounts')
  const remove = useDeed(removeGroupMembers, { done: t('groups.removed', { login }) })
  const to = paths.subscriber(subscriberId, { contract: contractId, account: accountId })
  return (
    <MemberLine
      link={<GoLink to={to}>{login}</GoLink>}
      about={`${subscriberName} · ${contractNumber}`}
      removeLabel={t('groups.removeNamed', { login })}
      onRemove={
        mayChange
          ? () => remove.mutate({ params: { id: groupId }, body: { accountIds: [accountId] } })
          : undefined
      }
    />
  )
}

function AddAccounts({ groupId }: { groupId: number }) {
  const t = useTexts('accounts')
  const add = useDeed(addGroupMembers, {
    onDone: ({ addedCount, unknownLogins }) => {
      const text = t('groups.added', { count: addedCount })
      const unknown = unknownLogins.length > 0 && t('groups.unknown')
      showToast({ tone: unknown ? 'failed' : 'done', text, advice: unknown || undefined })
    },
  })
  return (
    <AddByName
      label={t('groups.logins')}
      areSpacesBetween
      isBusy={add.isPending}
      onAdd={(logins, keep) =>
        add.mutate(
          { params: { id: groupId }, body: { logins } },
          { onSuccess: ({ unknownLogins }) => keep(unknownLogins) },
        )
      }
    />
  )
}
