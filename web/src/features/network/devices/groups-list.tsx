import {
  changeDeviceGroup,
  createDeviceGroup,
  type DeviceGroup,
  deviceGroupForm,
  listDeviceGroups,
  removeDeviceGroup,
} from '@altyn/contract/network/device-templates'
import { GroupOutlined, PlusOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { Field } from '../../../ui/fields/field.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { DeviceTabs } from './device-tabs.tsx'

const viewSchema = z.object({})

/** Groups of devices. */
export function DeviceGroupsList() {
  const t = useTexts('devices')
  const can = usePermissions()
  const go = useGo()
  const view = useListView('device-groups', viewSchema)
  const list = useItems(listDeviceGroups)
  const { panel = '', openPanel, closePanel } = usePanel()
  const mayChange = can('network.change')
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('groups.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  const [deed, id] = panel.split('-')
  const chosen = list.rows.find((row) => String(row.id) === id)
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<DeviceTabs current="groups" />}
        view={view}
        list={list}
        columns={useColumns(mayChange)}
        rowKey={(row) => String(row.id)}
        onOpen={(row) => go(paths.devices({ groupId: row.id }))}
        actions={create}
        empty={{
          icon: <GroupOutlined />,
          title: t('groups.empty.title'),
          text: t('groups.empty.text'),
          actions: create,
        }}
        exportName={t('groups.file')}
      />
      {mayChange && deed === 'create' && <GroupForm onClose={closePanel} />}
      {mayChange && deed === 'edit' && chosen && <GroupForm group={chosen} onClose={closePanel} />}
      {mayChange && deed === 'remove' && chosen && (
        <RemoveGroup group={chosen} onClose={closePanel} />
      )}
    </>
  )
}

function useColumns(mayChange: boolean): Column<DeviceGroup>[] {
  const t = useTexts('devices')
  const [language] = useLanguage()
  const go = useGo()
  const { openPanel } = usePanel()
  const linesOf = ({ id }: DeviceGroup) => [
    {
      key: 'show',
      label: t('groups.show'),
      onRun: () => go(paths.devices({ groupId: id })),
    },
    { key: 'edit', label: t('change'), onRun: () => openPanel(`edit-${id}`) },
    { key: 'remove', label: t('remove'), isDanger: true, onRun: () => openPanel(`remove-${id}`) },
  ]
  const columns: Column<DeviceGroup>[] = [
    {
      key: 'name',
      title: t('fields.name'),
      width: 260,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'devices',
      title: t('fields.devices'),
      width: 120,
      isNumber: true,
      cell: ({ devicesCount }) => formatCount(devicesCount, language),
      text: ({ devicesCount }) => String(devicesCount),
    },
    {
      key: 'note',
      title: t('fields.note'),
      width: 320,
      cell: ({ note }) => note,
      text: ({ note }) => note,
    },
  ]
  if (!mayChange) return columns
  return [
    ...columns,
    {
      key: 'deeds',
      title: t('deeds'),
      width: 84,
      card: 'aside',
      cell: (row) => <RowMenu label={t('groups.menu', { name: row.name })} lines={linesOf(row)} />,
    },
  ]
}

function GroupForm({ group, onClose }: { group?: DeviceGroup; onClose: () => void }) {
  const t = useTexts('devices')
  const options = { isFailureShownByCaller: true }
  const create = useDeed(createDeviceGroup, { ...options, done: t('groups.created') })
  const change = useDeed(changeDeviceGroup, { ...options, done: t('groups.saved') })
  return (
    <SideForm
      title={group ? t('groups.edit', { name: group.name }) : t('groups.create')}
      saveLabel={group ? t('save') : t('groups.create')}
      schema={deviceGroupForm}
      initial={{ name: group?.name ?? '', note: group?.note ?? '' }}
      onSave={(body) =>
        group
          ? change.mutateAsync({ params: { id: group.id }, ifMatch: group.version, body })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <Field name="name" label={t('fields.name')} hint={t('groups.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}

function RemoveGroup({ group, onClose }: { group: DeviceGroup; onClose: () => void }) {
  const t = useTexts('devices')
  const remove = useDeed(removeDeviceGroup, {
    done: t('groups.removed'),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('groups.removeTitle', { name: group.name })}
      confirmLabel={t('remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: group.id } })}
      onClose={onClose}
    >
      {t('groups.removeEffect')}
    </ConfirmDialog>
  )
}
