import {
  listWriteOffs,
  reverseWriteOff,
  type WriteOff,
  writeOffDebt,
} from '@altyn/contract/payments/transfers'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { isNegative } from '../../../lib/format/money.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ReasonDialog } from '../../../ui/actions/reason-dialog.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { MoneyField } from '../../../ui/fields/money-field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { Money } from '../../../ui/pieces/money.tsx'
import styles from '../payments.module.css'
import { MoveEffect, type MovingContract } from './move-effect.tsx'

/** Gives up a debt or a part of it as lost, and shows what was given up before. */
export function WriteOffForm(props: { contract: MovingContract; onClose: () => void }) {
  const { contract, onClose } = props
  const t = useTexts('payments')
  const writeOff = useDeed(writeOffDebt, {
    done: t('writeOff.done'),
    refresh: ['/api/ledger', '/api/blocking'],
    isFailureShownByCaller: true,
  })
  const hasDebt = isNegative(contract.balance.amount)
  return (
    <SideForm
      title={t('writeOff.title', { number: contract.number })}
      saveLabel={t('writeOff.save')}
      isDanger
      reason={hasDebt ? undefined : t('writeOff.noDebt')}
      schema={writeOffDebt.body}
      initial={{
        contractId: contract.id,
        amount: hasDebt ? contract.balance.amount.replace('-', '') : '',
        reason: '',
      }}
      onSave={(body) => writeOff.mutateAsync({ body })}
      onClose={onClose}
    >
      <Field name="amount" label={t('transfer.amount')} isRequired>
        <MoneyField currency={contract.balance.currency} />
      </Field>
      <MoveEffect contract={contract} sign="" />
      <Field name="reason" label={t('transfer.reason')} hint={t('writeOff.reasonHint')} isRequired>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <EarlierWriteOffs contractId={contract.id} />
    </SideForm>
  )
}

function EarlierWriteOffs({ contractId }: { contractId: number }) {
  const t = useTexts('payments')
  const { data } = useCall(listWriteOffs, { query: { contractId } })
  if (!data || data.items.length === 0) return null
  return (
    <FieldGroup title={t('writeOff.earlier')}>
      <ul className={styles.moves}>
        {data.items.map((row) => (
          <WriteOffLine key={row.id} row={row} />
        ))}
      </ul>
    </FieldGroup>
  )
}

function WriteOffLine({ row }: { row: WriteOff }) {
  const t = useTexts('payments')
  const [isAsking, setAsking] = useState(false)
  const reverse = useDeed(reverseWriteOff, {
    done: t('writeOff.reversed'),
    refresh: ['/api/ledger', '/api/blocking'],
    isFailureShownByCaller: true,
  })
  return (
    <li data-reversed={row.reversedAt !== null}>
      <span>
        <Instant value={row.madeAt} /> {row.reason}
        {row.reversedAt && ` · ${t('transfer.isReversed')}`}
      </span>
      <Money value={row.amount} isPlain />
      {!row.reversedAt && (
        <Button type="link" size="small" onClick={() => setAsking(true)}>
          {t('transfer.reverse')}
        </Button>
      )}
      {isAsking && (
        <ReasonDialog
          title={t('writeOff.reverseTitle')}
          confirmLabel={t('transfer.reverse')}
          onConfirm={(reason) => reverse.mutateAsync({ params: { id: row.id }, body: { reason } })}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}
