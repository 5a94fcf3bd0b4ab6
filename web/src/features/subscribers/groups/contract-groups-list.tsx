import {
  type ContractGroup,
  createContractGroup,
  listContractGroups,
} from '@altyn/contract/subscribers/groups'
import { ClusterOutlined } from '@ant-design/icons'
import { useRef } from 'react'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { ContractGroupFields } from './contract-group-fields.tsx'
import { ContractGroupPanel } from './contract-group-panel.tsx'

const viewSchema = z.object({})

/** Groups of contracts: whose contracts are spoken of together. */
export function ContractGroupsList() {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const view = useListView('contract-groups', viewSchema)
  const list = useItems(listContractGroups)
  const [{ group: opened = '' }, change] = useUrlState()
  const close = () => change({ group: undefined })
  const create: Action[] = can('subscribers.change')
    ? [
        {
          key: 'create',
          label: t('groups.create'),
          isPrimary: true,
          onRun: () => change({ group: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  return (
    <>
      <ListPage
        title={t('groups.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => change({ group: String(id) }, { isNewStep: true })}
        actions={create}
        empty={{
          icon: <ClusterOutlined />,
          title: t('groups.empty.title'),
          text: t('groups.empty.text'),
          actions: create,
        }}
        exportName={t('groups.file')}
      />
      {opened === 'new' && can('subscribers.change') && (
        <NewGroupForm onCreated={(id) => change({ group: String(id) })} onClose={close} />
      )}
      {chosen && <ContractGroupPanel group={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<ContractGroup>[] {
  const t = useTexts('subscribers')
  const [language] = useLanguage()
  return [
    {
      key: 'name',
      title: t('groups.name'),
      width: 260,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'contracts',
      title: t('groups.contracts'),
      width: 150,
      isNumber: true,
      cell: ({ contractsCount }) => formatCount(contractsCount, language),
      text: ({ contractsCount }) => String(contractsCount),
    },
    {
      key: 'note',
      title: t('field.note'),
      width: 320,
      cell: ({ note }) => note,
      text: ({ note }) => note,
    },
    {
      key: 'state',
      title: t('groups.state'),
      width: 130,
      card: 'aside',
      cell: ({ archivedAt }) =>
        archivedAt && <StatusTag tone="quiet" label={t('archived')} isBare />,
      text: ({ archivedAt }) => (archivedAt ? t('archived') : ''),
    },
  ]
}

function NewGroupForm(props: { onCreated: (id: number) => void; onClose: () => void }) {
  const { onCreated, onClose } = props
  const t = useTexts('subscribers')
  const createdId = useRef<number>(undefined)
  const create = useDeed(createContractGroup, {
    done: t('groups.created'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('groups.new')}
      saveLabel={t('groups.create')}
      schema={createContractGroup.body}
      initial={{ name: '', note: '' }}
      onSave={async (body) => {
        createdId.current = (await create.mutateAsync({ body })).id
      }}
      onSaved={() => createdId.current !== undefined && onCreated(createdId.current)}
      onClose={onClose}
    >
      <ContractGroupFields />
    </SideForm>
  )
}
