import { type DeviceTemplate, listDeviceTemplates } from '@altyn/contract/network/device-templates'
import { PlusOutlined, ProfileOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { DeviceTabs } from './device-tabs.tsx'
import { TemplateForm } from './template-form.tsx'

const viewSchema = z.object({ q: z.string().optional() })

/** Models of equipment. */
export function TemplatesList() {
  const t = useTexts('devices')
  const can = usePermissions()
  const view = useListView('device-templates', viewSchema)
  const { panel = '', openPanel, closePanel } = usePanel()
  const all = useItems(listDeviceTemplates)
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = all.rows.filter(({ name, vendor, model }) =>
    `${name} ${vendor} ${model}`.toLowerCase().includes(words),
  )
  const mayChange = can('network.change')
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('templates.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  const chosen = all.rows.find(({ id }) => panel === `template-${id}`)
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<DeviceTabs current="templates" />}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={mayChange ? ({ id }) => openPanel(`template-${id}`) : undefined}
        search={{ name: 'q', hint: t('templates.search') }}
        actions={create}
        empty={{
          icon: <ProfileOutlined />,
          title: t('templates.empty.title'),
          text: t('templates.empty.text'),
          actions: create,
        }}
        exportName={t('templates.file')}
      />
      {mayChange && panel === 'create' && <TemplateForm onClose={closePanel} />}
      {mayChange && chosen && (
        <TemplateForm key={chosen.id} template={chosen} onClose={closePanel} />
      )}
    </>
  )
}

function useColumns(): Column<DeviceTemplate>[] {
  const t = useTexts('devices')
  const tPolling = useTexts('polling')
  const [language] = useLanguage()
  const snmpOf = ({ snmpVersion }: DeviceTemplate) =>
    tPolling(snmpVersion === 'none' ? 'snmp.notAsked' : `snmp.versions.${snmpVersion}`)
  const modelOf = ({ vendor, model }: DeviceTemplate) => `${vendor} ${model}`.trim()
  return [
    {
      key: 'name',
      title: t('fields.name'),
      width: 220,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'kind',
      title: t('fields.kind'),
      width: 140,
      cell: ({ kind }) => t(`kinds.${kind}`),
      text: ({ kind }) => t(`kinds.${kind}`),
    },
    { key: 'model', title: t('fields.model'), width: 220, cell: modelOf, text: modelOf },
    {
      key: 'ports',
      title: t('fields.ports'),
      width: 100,
      isNumber: true,
      cell: ({ ports }) => formatCount(ports.length, language),
      text: ({ ports }) => String(ports.length),
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
      key: 'snmp',
      title: tPolling('snmp.title'),
      width: 150,
      cell: snmpOf,
      text: snmpOf,
    },
    {
      key: 'state',
      title: t('fields.state'),
      width: 120,
      card: 'aside',
      cell: ({ archivedAt }) =>
        archivedAt && <StatusTag isBare tone="quiet" label={t('state.archived')} />,
      text: ({ archivedAt }) => (archivedAt ? t('state.archived') : ''),
    },
  ]
}
