import {
  changePriceList,
  createPriceList,
  type PriceListCard,
  priceListForm,
} from '@altyn/contract/catalogue/price-lists'
import { Input } from 'antd'
import { useRef } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

type PriceListFormProps = {
  /** The list to rename; absent for a new one. */
  list?: PriceListCard
  onDone?: (list: PriceListCard) => void
  onClose: () => void
}

/** The name of a price list: its prices come by files. */
export function PriceListForm({ list, onDone, onClose }: PriceListFormProps) {
  const t = useTexts('catalogue')
  const saved = useRef<PriceListCard>(undefined)
  const options = { isFailureShownByCaller: true, done: t('prices.saved') }
  const create = useDeed(createPriceList, options)
  const change = useDeed(changePriceList, options)
  return (
    <SideForm
      title={t(list ? 'prices.rename' : 'prices.create')}
      saveLabel={t(list ? 'prices.save' : 'prices.create')}
      schema={priceListForm}
      initial={{ name: list?.name ?? '' }}
      onSave={async (body) => {
        saved.current = list
          ? await change.mutateAsync({ params: { id: list.id }, ifMatch: list.version, body })
          : await create.mutateAsync({ body })
      }}
      onSaved={() => {
        if (saved.current && onDone) onDone(saved.current)
        else onClose()
      }}
      onClose={onClose}
    >
      <Field name="name" label={t('form.name')} hint={t('prices.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
    </SideForm>
  )
}
