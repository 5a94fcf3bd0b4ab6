import {
  type AccountGroup,
  addGroupMembers,
  changeAccountGroup,
  type GroupMember,
  listGroupMembers,
  removeGroupMembers,
} from '@altyn/contract/accounts/groups'
import { listPlannedActions, listSettledActions } from '@altyn/contract/accounts/planned'
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { useList } from '../../../lib/use-list.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { PlanForm } from '../arrangements/plan-form.tsx'
import { PlannedLines, usePlannedWords } from '../arrangements/planned-lines.tsx'
import { GroupFields } from './group-fields.tsx'
import styles from './groups.module.css'

type GroupPanelProps = { group: AccountGroup; onClose: () => void }

/** A group: who is in it, what is planned for it, and what became of earlier plans. */
export function GroupPanel({ group, onClose }: GroupPanelProps) {
  const t = useTexts('accounts')
  const can = usePermissions()
  const [form, open] = useState<'edit' | 'plan'>()
  const mayChange = can('accounts.change')
  const close = () => open(undefined)
  return (
    <Drawer open title={group.name} size="min(560px, 100vw)" onClose={onClose}>
      <div className={styles.panel}>
        {group.note && <p className={styles.quiet}>{group.note}</p>}
        {mayChange && (
          <div className={styles.deeds}>
            <Button type="primary" onClick={() => open('plan')}>
              {t('menu.plan')}
            </Button>
            <Button onClick={() => open('edit')}>{t('groups.edit')}</Button>
          </div>
        )}
        <Plans groupId={group.id} />
        <Members group={group} mayChange={mayChange && group.archivedAt === null} />
      </div>
      {form === 'plan' && <PlanForm whom={{ group }} onClose={close} />}
      {form === 'edit' && <EditForm group={group} onClose={close} />}
    </Drawer>
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

function Members({ group, mayChange }: { group: AccountGroup; mayChange: boolean }) {
  const t = useTexts('accounts')
  const list = useList(listGroupMembers, {}, { params: { id: group.id } })
  return (
    <section>
      <h2>{t('groups.membersOf', { count: list.total ?? group.membersCount })}</h2>
      {mayChange && <AddMembers groupId={group.id} />}
      {list.state === 'ready' && list.rows.length === 0 && (
        <p className={styles.quiet}>{t('groups.nobody')}</p>
      )}
      <ul className={styles.lines}>
        {list.rows.map((member) => (
          <MemberLine
            key={member.accountId}
            member={member}
            groupId={group.id}
            mayChange={mayChange}
          />
        ))}
      </ul>
      {list.hasMore && (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {t('groups.more')}
        </Button>
      )}
    </section>
  )
}

function MemberLine(props: { member: GroupMember; groupId: number; mayChange: boolean }) {
  const { member, groupId, mayChange } = props
  const t = useTexts('accounts')
  const remove = useDeed(removeGroupMembers, {
    done: t('groups.removed', { login: member.login }),
  })
  return (
    <li>
      <span className={styles.member}>
        <GoLink
          to={paths.subscriber(member.subscriberId, {
            contract: member.contractId,
            account: member.accountId,
          })}
        >
          {member.login}
        </GoLink>
        <span className={styles.quiet}>
          {member.subscriberName} · {member.contractNumber}
        </span>
      </span>
      {mayChange && (
        <Button
          type="link"
          size="small"
          onClick={() =>
            remove.mutate({ params: { id: groupId }, body: { accountIds: [member.accountId] } })
          }
        >
          {t('groups.remove')}
        </Button>
      )}
    </li>
  )
}

/** Logins as they come from a table or a letter: one on a line, or by commas. */
function AddMembers({ groupId }: { groupId: number }) {
  const t = useTexts('accounts')
  const [typed, setTyped] = useState('')
  const add = useDeed(addGroupMembers, {
    onDone: ({ addedCount, unknownLogins }) => {
      setTyped(unknownLogins.join('\n'))
      const text = t('groups.added', { count: addedCount })
      const unknown = unknownLogins.length > 0 && t('groups.unknown')
      showToast({ tone: unknown ? 'failed' : 'done', text, advice: unknown || undefined })
    },
  })
  const logins = typed.split(/[\s,;]+/).filter(Boolean)
  return (
    <div className={styles.add}>
      <Input.TextArea
        value={typed}
        autoSize={{ minRows: 1, maxRows: 6 }}
        aria-label={t('groups.logins')}
        placeholder={t('groups.logins')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button
        loading={add.isPending}
        disabled={logins.length === 0}
        onClick={() => add.mutate({ params: { id: groupId }, body: { logins } })}
      >
        {t('groups.add')}
      </Button>
    </div>
  )
}

function EditForm({ group, onClose }: GroupPanelProps) {
  const t = useTexts('accounts')
  const change = useDeed(changeAccountGroup, {
    done: t('groups.changed'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={group.name}
      saveLabel={t('edit.save')}
      schema={changeAccountGroup.body}
      initial={{ name: group.name, note: group.note, isArchived: group.archivedAt !== null }}
      onSave={(body) =>
        change.mutateAsync({ params: { id: group.id }, ifMatch: group.version, body })
      }
      onClose={onClose}
    >
      <GroupFields />
      <FlagField name="isArchived" label={t('groups.archive')} />
    </SideForm>
  )
}
