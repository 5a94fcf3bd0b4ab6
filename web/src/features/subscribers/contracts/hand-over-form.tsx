import { searchAnything } from '@altyn/contract/reports'
import type { Contract } from '@altyn/contract/subscribers'
import { handOverContract, listFormerHolders } from '@altyn/contract/subscribers/hand-over'
import { Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { HistoryList } from '../../../ui/pieces/history-list.tsx'

const LETTERS_MIN = 2

type HandOverFormProps = { contract: Contract; onDone: (id: number) => void; onClose: () => void }

/** Registers a contract to another subscriber, with all that is on it. */
export function HandOverForm({ contract, onDone, onClose }: HandOverFormProps) {
  const t = useTexts('subscribers')
  const [to, setTo] = useState<number>()
  const former = useCall(listFormerHolders, { params: { id: contract.id } })
  const handOver = useDeed(handOverContract, {
    done: t('handOver.done', { number: contract.number }),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('handOver.title', { number: contract.number })}
      saveLabel={t('handOver.save')}
      schema={handOverContract.body}
      initial={{ subscriberId: undefined, reason: '' }}
      onSave={async (body) => {
        await handOver.mutateAsync({
          params: { id: contract.id },
          ifMatch: contract.version,
          body,
        })
        setTo(Number(body.subscriberId))
      }}
      onSaved={() => (to === undefined ? onClose() : onDone(to))}
      onClose={onClose}
    >
      <Field name="subscriberId" label={t('handOver.to')} hint={t('handOver.hint')} isRequired>
        <SubscriberPicker exceptId={contract.subscriberId} />
      </Field>
      <Field name="reason" label={t('credit.reason')} isRequired>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <p>{t('handOver.text')}</p>
      <FieldGroup title={t('handOver.former')}>
        <HistoryList
          emptyText={t('handOver.never')}
          items={former.data?.items.map((row) => ({
            key: row.until,
            at: row.until,
            who: row.author,
            text: `${row.subscriberName} · ${row.reason}`,
          }))}
        />
      </FieldGroup>
    </SideForm>
  )
}

type SubscriberPickerProps = {
  value?: number
  onChange?: (id: number) => void
  id?: string
  exceptId: number
}

/** Finds another subscriber by anything that the search knows. */
function SubscriberPicker({ value, onChange, id, exceptId }: SubscriberPickerProps) {
  const t = useTexts('subscribers')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const isAsked = q.length >= LETTERS_MIN
  const found = useCall(searchAnything, { query: { q } }, { isEnabled: isAsked })
  const hits = found.data?.items.filter(
    (hit) => hit.kind === 'subscriber' && Number(hit.id) !== exceptId,
  )
  return (
    <Select<number>
      id={id}
      value={value}
      onChange={onChange}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      loading={isAsked && found.isFetching}
      placeholder={t('list.search')}
      notFoundContent={t(isAsked ? 'handOver.notFound' : 'handOver.typeMore')}
      options={(hits ?? []).map((hit) => ({
        value: Number(hit.id),
        label: [hit.title, hit.subtitle].filter(Boolean).join(' · '),
      }))}
    />
  )
}
