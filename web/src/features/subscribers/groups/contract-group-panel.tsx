import {
  addGroupedContracts,
  type ContractGroup,
  changeContractGroup,
  type GroupedContract,
  listGroupedContracts,
  removeGroupedContracts,
} from '@altyn/contract/subscribers/groups'
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useList } from '../../../lib/use-list.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { ContractGroupFields } from './contract-group-fields.tsx'
import styles from './contract-groups.module.css'

type ContractGroupPanelProps = { group: ContractGroup; onClose: () => void }

/** A group of contracts: which are in it, who added them, and the way to add and take out. */
export function ContractGroupPanel({ group, onClose }: ContractGroupPanelProps) {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const [isEdited, edit] = useState(false)
  const mayChange = can('subscribers.change')
  return (
    <Drawer open title={group.name} size="min(560px, 100vw)" onClose={onClose}>
      <div className={styles.panel}>
        {group.note && <p className={styles.quiet}>{group.note}</p>}
        <div className={styles.deeds}>
          {mayChange && <Button onClick={() => edit(true)}>{t('groups.edit')}</Button>}
          <GoLink to={paths.subscribers({ groupId: group.id })}>{t('groups.subscribers')}</GoLink>
        </div>
        <Contracts group={group} mayChange={mayChange} />
      </div>
      {isEdited && <EditForm group={group} onClose={() => edit(false)} />}
    </Drawer>
  )
}

function Contracts({ group, mayChange }: { group: ContractGroup; mayChange: boolean }) {
  const t = useTexts('subscribers')
  const list = useList(listGroupedContracts, {}, { params: { id: group.id } })
  return (
    <section>
      <h2>{t('groups.contractsOf', { count: list.total ?? group.contractsCount })}</h2>
      {mayChange && !group.archivedAt && <AddContracts groupId={group.id} />}
      {list.state === 'ready' && list.rows.length === 0 && (
        <p className={styles.quiet}>{t('groups.nothing')}</p>
      )}
      <ul className={styles.lines}>
        {list.rows.map((contract) => (
          <ContractLine
            key={contract.contractId}
            contract={contract}
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

type ContractLineProps = { contract: GroupedContract; groupId: number; mayChange: boolean }

function ContractLine({ contract, groupId, mayChange }: ContractLineProps) {
  const t = useTexts('subscribers')
  const { contractId, number, subscriberId, subscriberName, addedAt, author } = contract
  const remove = useDeed(removeGroupedContracts, { done: t('groups.removed', { number }) })
  return (
    <li>
      <span className={styles.member}>
        <GoLink to={paths.subscriber(subscriberId, { contract: contractId })}>{number}</GoLink>
        <span className={styles.quiet}>
          {subscriberName} · {author}, <Instant value={addedAt} />
        </span>
      </span>
      {mayChange && (
        <Button
          type="link"
          size="small"
          aria-label={t('groups.removeNamed', { number })}
          onClick={() =>
            remove.mutate({ params: { id: groupId }, body: { contractIds: [contractId] } })
          }
        >
          {t('groups.remove')}
        </Button>
      )}
    </li>
  )
}

/** Numbers as they come from a table or a letter: one on a line, or by commas; they may have spaces. */
function AddContracts({ groupId }: { groupId: number }) {
  const t = useTexts('subscribers')
  const [typed, setTyped] = useState('')
  const add = useDeed(addGroupedContracts, {
    onDone: ({ addedCount, unknownNumbers }) => {
      setTyped(unknownNumbers.join('\n'))
      const text = t('groups.added', { count: addedCount })
      const unknown = unknownNumbers.length > 0 && t('groups.unknown')
      showToast({ tone: unknown ? 'failed' : 'done', text, advice: unknown || undefined })
    },
  })
  const numbers = typed
    .split(/[\n,;]+/)
    .map((number) => number.trim())
    .filter(Boolean)
  return (
    <div className={styles.add}>
      <Input.TextArea
        value={typed}
        autoSize={{ minRows: 1, maxRows: 6 }}
        aria-label={t('groups.numbers')}
        placeholder={t('groups.numbers')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button
        loading={add.isPending}
        disabled={numbers.length === 0}
        onClick={() => add.mutate({ params: { id: groupId }, body: { numbers } })}
      >
        {t('groups.add')}
      </Button>
    </div>
  )
}

function EditForm({ group, onClose }: ContractGroupPanelProps) {
  const t = useTexts('subscribers')
  const change = useDeed(changeContractGroup, {
    done: t('groups.changed'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={group.name}
      saveLabel={t('edit.save')}
      schema={changeContractGroup.body}
      initial={{ name: group.name, note: group.note, isArchived: group.archivedAt !== null }}
      onSave={(body) =>
        change.mutateAsync({ params: { id: group.id }, ifMatch: group.version, body })
      }
      onClose={onClose}
    >
      <ContractGroupFields />
      <FlagField name="isArchived" label={t('groups.archive')} />
    </SideForm>
  )
}
