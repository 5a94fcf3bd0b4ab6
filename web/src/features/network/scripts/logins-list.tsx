import {
  type DeviceLogin,
  listDeviceLogins,
  removeDeviceLogin,
} from '@altyn/contract/network/device-logins'
import { KeyOutlined, PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { LoginForm } from './login-form.tsx'
import { ScriptTabs } from './script-tabs.tsx'
import styles from './scripts.module.css'

const viewSchema = z.object({ q: z.string().optional() })

/** How devices are entered. */
export function DeviceLoginsList() {
  const t = useTexts('scripts')
  const can = usePermissions()
  const view = useListView('device-logins', viewSchema)
  const { panel = '', openPanel, closePanel } = usePanel()
  const all = useItems(listDeviceLogins)
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = all.rows.filter(({ name, login, note }) =>
    `${name} ${login} ${note}`.toLowerCase().includes(words),
  )
  const mayEdit = can('network.edit-scripts')
  const create: Action[] = mayEdit
    ? [
        {
          key: 'create',
          label: t('logins.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  const [deed, id] = panel.split('-')
  const chosen = all.rows.find((row) => String(row.id) === id)
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<ScriptTabs current="logins" />}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={useColumns(mayEdit)}
        rowKey={(row) => String(row.id)}
        onOpen={(row) => openPanel(`login-${row.id}`)}
        search={{ name: 'q', hint: t('logins.search') }}
        actions={create}
        empty={{
          icon: <KeyOutlined />,
          title: t('logins.empty.title'),
          text: t('logins.empty.text'),
          actions: create,
        }}
        exportName={t('logins.file')}
      />
      {mayEdit && deed === 'create' && <LoginForm onClose={closePanel} />}
      {deed === 'login' && chosen && (
        <LoginForm key={chosen.id} login={chosen} onClose={closePanel} />
      )}
      {mayEdit && deed === 'remove' && chosen && (
        <RemoveLogin login={chosen} onClose={closePanel} />
      )}
    </>
  )
}

function useColumns(mayEdit: boolean): Column<DeviceLogin>[] {
  const t = useTexts('scripts')
  const { openPanel } = usePanel()
  const secretsOf = (row: DeviceLogin) =>
    [
      row.hasPassword && t('logins.password'),
      row.hasKey && t('logins.key'),
      row.hasEnablePassword && t('logins.enablePassword'),
      row.hasToken && t('logins.token'),
    ]
      .filter(Boolean)
      .join(', ')
  const placesOf = ({ templateIds, groupIds, deviceIds }: DeviceLogin) =>
    [
      templateIds.length > 0 && t('policies.models', { count: templateIds.length }),
      groupIds.length > 0 && t('logins.groups', { count: groupIds.length }),
      deviceIds.length > 0 && t('policies.devices', { count: deviceIds.length }),
    ]
      .filter(Boolean)
      .join(', ') || t('logins.nobody')
  const columns: Column<DeviceLogin>[] = [
    {
      key: 'name',
      title: t('fields.name'),
      width: 220,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'login',
      title: t('logins.login'),
      width: 150,
      cell: ({ login }) => <span className={styles.mono}>{login}</span>,
      text: ({ login }) => login,
    },
    { key: 'secrets', title: t('logins.secrets'), width: 260, cell: secretsOf, text: secretsOf },
    { key: 'places', title: t('logins.places'), width: 260, cell: placesOf, text: placesOf },
  ]
  if (!mayEdit) return columns
  return [
    ...columns,
    {
      key: 'deeds',
      title: t('deeds'),
      width: 84,
      card: 'aside',
      cell: ({ id, name }) => (
        <RowMenu
          label={t('menu', { name })}
          lines={[
            { key: 'change', label: t('change'), onRun: () => openPanel(`login-${id}`) },
            {
              key: 'remove',
              label: t('remove'),
              isDanger: true,
              onRun: () => openPanel(`remove-${id}`),
            },
          ]}
        />
      ),
    },
  ]
}

function RemoveLogin({ login, onClose }: { login: DeviceLogin; onClose: () => void }) {
  const t = useTexts('scripts')
  const remove = useDeed(removeDeviceLogin, {
    done: t('logins.removed'),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('logins.removeTitle', { name: login.name })}
      confirmLabel={t('remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: login.id } })}
      onClose={onClose}
    >
      {t('logins.removeEffect')}
    </ConfirmDialog>
  )
}
