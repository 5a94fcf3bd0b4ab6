import { listRoles, type Role } from '@altyn/contract/staff'
import { PlusOutlined, SafetyOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useItems } from '../../lib/use-list.ts'
import { ListPage } from '../../ui/pages/list-page.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { domainOf } from './permission-groups.ts'
import { RoleForm } from './role-form.tsx'
import { StaffTabs } from './staff-tabs.tsx'

const listQuestion = z.object({})

/** Sets of rights that members and tokens hold. */
export function RoleList() {
  const t = useTexts('staff')
  const can = usePermissions()
  const view = useListView('roles', listQuestion)
  const { panel = '', openPanel, closePanel } = usePanel()
  const roles = useItems(listRoles)
  const mayChange = can('staff.change')
  const create = {
    key: 'role',
    label: t('roles.create'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('role'),
  }
  const [kind, id] = panel.split('-')
  const role = roles.rows.find((row) => String(row.id) === id)
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<StaffTabs />}
        view={view}
        list={roles}
        columns={roleColumns(t)}
        rowKey={(row) => String(row.id)}
        onOpen={mayChange ? (row) => openPanel(`role-${row.id}`) : undefined}
        actions={mayChange ? [create] : []}
        empty={{
          icon: <SafetyOutlined />,
          title: t('roles.empty.title'),
          text: t('roles.empty.text'),
          actions: mayChange ? [create] : [],
        }}
        exportName="roles"
      />
      {mayChange && kind === 'role' && (role || !id) && (
        <RoleForm key={id} role={role} onClose={closePanel} />
      )}
    </>
  )
}

function roleColumns(t: Texts): Column<Role>[] {
  const rightsOf = ({ permissions }: Role) =>
    [...new Set(permissions.map(domainOf))].map((domain) => t(`domains.${domain}`)).join(', ')
  return [
    {
      key: 'name',
      title: t('fields.roleName'),
      cell: ({ name }) => name,
      text: ({ name }) => name,
      width: 180,
    },
    {
      key: 'rights',
      title: t('roles.rights'),
      cell: (role) => <span title={rightsOf(role)}>{rightsOf(role)}</span>,
      text: rightsOf,
      width: 480,
    },
    {
      key: 'count',
      title: t('roles.count'),
      cell: ({ permissions }) => permissions.length,
      text: ({ permissions }) => String(permissions.length),
      isNumber: true,
      width: 90,
    },
    {
      key: 'members',
      title: t('roles.members'),
      cell: ({ membersCount }) => membersCount,
      text: ({ membersCount }) => String(membersCount),
      isNumber: true,
      width: 120,
    },
  ]
}
