import { listMembers, listRoles, type Member, type Role } from '@altyn/contract/staff'
import { TeamOutlined, UserAddOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { z } from 'zod'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useItems } from '../../lib/use-list.ts'
import type { MenuLine } from '../../ui/actions/action-menu.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { SecretOnce } from '../../ui/pieces/secret-once.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { PasswordForm, SwitchDialog } from './member-dialogs.tsx'
import { type FreshPassword, InviteForm, MemberForm } from './member-form.tsx'
import { RowMenu } from './row-menu.tsx'
import { StaffTabs } from './staff-tabs.tsx'

const listQuestion = z.object({ q: z.string().optional(), state: z.enum(['on', 'off']).optional() })

/** Who works here and what they may do. */
export function MemberList() {
  const t = useTexts('staff')
  const can = usePermissions()
  const view = useListView('members', listQuestion)
  const { openPanel } = usePanel()
  const members = useItems(listMembers)
  const roles = useItems(listRoles)
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = members.rows.filter(
    ({ name, login, email, isActive }) =>
      `${name} ${login} ${email ?? ''}`.toLowerCase().includes(words) &&
      (!view.query.state || isActive === (view.query.state === 'on')),
  )
  const mayChange = can('staff.change')
  const columns = memberColumns(t, roles.rows)
  if (mayChange) columns.push(deedColumn(t, openPanel))
  const invite = {
    key: 'invite',
    label: t('members.invite'),
    icon: <UserAddOutlined />,
    isPrimary: true,
    onRun: () => openPanel('invite'),
  }
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<StaffTabs />}
        view={view}
        list={{ ...members, rows, total: members.total === undefined ? undefined : rows.length }}
        columns={columns}
        rowKey={({ id }) => String(id)}
        onOpen={mayChange ? ({ id }) => openPanel(`member-${id}`) : undefined}
        search={{ name: 'q', hint: t('members.search') }}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('fields.state'),
            options: [
              { value: 'on', label: t('members.states.on') },
              { value: 'off', label: t('members.states.off') },
            ],
          },
        ]}
        actions={mayChange ? [invite] : []}
        empty={{ icon: <TeamOutlined />, title: t('members.empty'), actions: [invite] }}
        exportName="staff"
      />
      <OpenPanel members={members.rows} roles={roles.rows} isReady={roles.state === 'ready'} />
    </>
  )
}

function OpenPanel(props: {
  members: readonly Member[]
  roles: readonly Role[]
  isReady: boolean
}) {
  const { members, roles, isReady } = props
  const t = useTexts('staff')
  const can = usePermissions()
  const { panel = '', closePanel } = usePanel()
  const [fresh, setFresh] = useState<FreshPassword>()
  const [kind, id] = panel.split('-')
  const member = members.find((row) => String(row.id) === id)
  const show = (next: FreshPassword) => {
    setFresh(next)
    closePanel()
  }
  if (fresh) {
    return (
      <SecretOnce
        title={t('members.secretTitle')}
        text={t('members.secretText')}
        lines={[
          { key: 'login', label: t('fields.login'), value: fresh.login },
          { key: 'password', label: t('fields.password'), value: fresh.password },
        ]}
        onClose={() => setFresh(undefined)}
      />
    )
  }
  if (!can('staff.change') || !isReady) return null
  if (kind === 'invite') return <InviteForm roles={roles} onInvited={show} onClose={closePanel} />
  if (!member) return null
  if (kind === 'member') return <MemberForm member={member} roles={roles} onClose={closePanel} />
  if (kind === 'password') return <PasswordForm member={member} onSet={show} onClose={closePanel} />
  return kind === 'switch' ? <SwitchDialog member={member} onClose={closePanel} /> : null
}

function memberColumns(t: Texts, roles: readonly Role[]): Column<Member>[] {
  const rolesOf = ({ roleIds, isAdministrator }: Member) => {
    if (isAdministrator) return t('members.administrator')
    const names = roles.filter(({ id }) => roleIds.includes(id)).map(({ name }) => name)
    return names.join(', ') || t('members.noRoles')
  }
  return [
    { key: 'name', title: t('fields.name'), cell: ({ name }) => name, text: ({ name }) => name },
    {
      key: 'login',
      title: t('fields.login'),
      cell: ({ login }) => login,
      text: ({ login }) => login,
    },
    {
      key: 'roles',
      title: t('fields.roleIds'),
      cell: rolesOf,
      text: rolesOf,
      width: 260,
    },
    {
      key: 'state',
      title: t('fields.state'),
      cell: (member) => <StatusTag isBare {...stateOf(t, member)} />,
      text: (member) => stateOf(t, member).label,
    },
    {
      key: 'email',
      title: t('fields.email'),
      cell: ({ email }) => email ?? '—',
      text: ({ email }) => email ?? '',
      width: 190,
    },
    {
      key: 'createdAt',
      title: t('fields.createdAt'),
      cell: ({ createdAt }) => <Instant value={createdAt} />,
      text: ({ createdAt }) => createdAt,
    },
  ]
}

function stateOf(t: Texts, { isActive, hasPassword }: Member) {
  if (!isActive) return { tone: 'quiet' as const, label: t('members.states.off') }
  if (!hasPassword) return { tone: 'warn' as const, label: t('members.states.new') }
  return { tone: 'ok' as const, label: t('members.states.on') }
}

function deedColumn(t: Texts, openPanel: (name: string) => void): Column<Member> {
  const linesOf = ({ id, isActive, isAdministrator }: Member): MenuLine[] => [
    { key: 'edit', label: t('change'), onRun: () => openPanel(`member-${id}`) },
    {
      key: 'password',
      label: t('members.newPassword'),
      onRun: () => openPanel(`password-${id}`),
    },
    {
      key: 'switch',
      label: t(isActive ? 'members.switchOff.confirm' : 'members.switchOn.confirm'),
      isDanger: isActive,
      reason: isAdministrator && isActive ? t('members.administratorStays') : undefined,
      onRun: () => openPanel(`switch-${id}`),
    },
  ]
  return {
    key: 'deeds',
    title: t('deeds'),
    cell: (member) => (
      <RowMenu label={t('members.menu', { name: member.name })} lines={linesOf(member)} />
    ),
    width: 84,
    card: 'aside',
  }
}
