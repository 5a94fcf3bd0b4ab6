import {
  listTransfers,
  reverseTransfer,
  type Transfer,
  transferMoney,
} from '@altyn/contract/payments/transfers'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ReasonDialog } from '../../../ui/actions/reason-dialog.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { MoneyField } from '../../../ui/fields/money-field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { Money } from '../../../ui/pieces/money.tsx'
import { ContractField } from '../contract-field.tsx'
import styles from '../payments.module.css'
import { MoveEffect, type MovingContract } from './move-effect.tsx'

/** Moves money from a contract to another, with the balance after it, and shows earlier moves. */
export function TransferForm(props: { contract: MovingContract; onClose: () => void }) {
  const { contract, onClose } = props
  const t = useTexts('payments')
  const move = useDeed(transferMoney, {
    done: t('transfer.done'),
    refresh: ['/api/ledger', '/api/blocking'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('transfer.title', { number: contract.number })}
      saveLabel={t('transfer.save')}
      schema={transferMoney.body}
      initial={{ fromContractId: contract.id, toContractId: undefined, amount: '', reason: '' }}
      onSave={(body) => move.mutateAsync({ body })}
      onClose={onClose}
    >
      <Field name="toContractId" label={t('transfer.to')} isRequired>
        <ContractField exceptId={contract.id} />
      </Field>
      <Field name="amount" label={t('transfer.amount')} isRequired>
        <MoneyField currency={contract.balance.currency} />
      </Field>
      <MoveEffect contract={contract} sign="-" />
      <Field name="reason" label={t('transfer.reason')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <EarlierTransfers contractId={contract.id} />
    </SideForm>
  )
}

function EarlierTransfers({ contractId }: { contractId: number }) {
  const t = useTexts('payments')
  const { data } = useCall(listTransfers, { query: { contractId } })
  if (!data || data.items.length === 0) return null
  return (
    <FieldGroup title={t('transfer.earlier')}>
      <ul className={styles.moves}>
        {data.items.map((transfer) => (
          <TransferLine key={transfer.id} transfer={transfer} contractId={contractId} />
        ))}
      </ul>
    </FieldGroup>
  )
}

function TransferLine({ transfer, contractId }: { transfer: Transfer; contractId: number }) {
  const t = useTexts('payments')
  const can = usePermissions()
  const [isAsking, setAsking] = useState(false)
  const reverse = useDeed(reverseTransfer, {
    done: t('transfer.reversed'),
    refresh: ['/api/ledger', '/api/blocking'],
    isFailureShownByCaller: true,
  })
  const isOut = transfer.fromContractId === contractId
  return (
    <li data-reversed={transfer.reversedAt !== null}>
      <span>
        <Instant value={transfer.madeAt} />{' '}
        {t(isOut ? 'transfer.out' : 'transfer.in', {
          number: isOut ? transfer.toNumber : transfer.fromNumber,
        })}
        {transfer.paymentId !== null && ` · ${t('transfer.byPayment')}`}
        {transfer.reason && ` · ${transfer.reason}`}
        {transfer.reversedAt && ` · ${t('transfer.isReversed')}`}
      </span>
      <Money value={transfer.amount} isPlain />
      {!transfer.reversedAt && can('payments.transfer') && (
        <Button type="link" size="small" onClick={() => setAsking(true)}>
          {t('transfer.reverse')}
        </Button>
      )}
      {isAsking && (
        <ReasonDialog
          title={t('transfer.reverseTitle')}
          confirmLabel={t('transfer.reverse')}
          onConfirm={(reason) =>
            reverse.mutateAsync({ params: { id: transfer.id }, body: { reason } })
          }
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}
