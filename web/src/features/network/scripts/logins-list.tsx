import {
  type DeviceLogin,
  listDeviceLogins,
  removeDeviceLogin,
} from '@altyn/contract/network/device-logins'
import { KeyOutlined } from '@ant-design/icons'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { LoginForm } from './login-form.tsx'
import { ScriptTabs } from './script-tabs.tsx'
import styles from './scripts.module.css'
import { useEditableItems } from './use-editable-items.tsx'

/** How devices are entered. */
export function DeviceLoginsList() {
  const t = useTexts('scripts')
  const { view, list, create, open, deed, chosen, close, withDeeds } = useEditableItems({
    viewId: 'device-logins',
    all: useItems(listDeviceLogins),
    textOf: ({ name, login, note }) => `${name} ${login} ${note}`,
    createLabel: t('logins.create'),
  })
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<ScriptTabs current="logins" />}
        view={view}
        list={list}
        columns={withDeeds(useColumns())}
        rowKey={({ id }) => String(id)}
        onOpen={open}
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
      {deed === 'create' && <LoginForm onClose={close} />}
      {deed === 'edit' && chosen && <LoginForm key={chosen.id} login={chosen} onClose={close} />}
      {deed === 'remove' && chosen && <RemoveLogin login={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<DeviceLogin>[] {
  const t = useTexts('scripts')
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
  return [
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
      cell: ({ login }) => login && <span className={styles.mono}>{login}</span>,
      text: ({ login }) => login,
    },
    { key: 'secrets', title: t('logins.secrets'), width: 260, cell: secretsOf, text: secretsOf },
    { key: 'places', title: t('logins.places'), width: 260, cell: placesOf, text: placesOf },
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
