import { ADDRESS_KINDS } from '@altyn/contract/subscribers'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import type { SubscriberDraft } from './subscriber-draft.ts'
import styles from './subscribers.module.css'

type AddressDraft = NonNullable<SubscriberDraft['addresses']>[number]

/** Where the service is, where the subscriber is registered, where post goes: one address of each kind. */
export function AddressFields() {
  const t = useTexts('subscribers')
  const { form, noteChange } = useDraft()
  const addresses: AddressDraft[] = Form.useWatch('addresses', { form, preserve: true }) ?? []
  const change = (next: AddressDraft[]) => {
    form.setFieldValue('addresses', next)
    noteChange()
  }
  const missing = ADDRESS_KINDS.filter((kind) => !addresses.some((one) => one.kind === kind))
  // A second address is usually in the same town, so it begins with the first one.
  const { region = '', city = '' } = addresses[0] ?? {}
  return (
    <>
      {addresses.map(({ kind }, index) => (
        <AddressGroup
          key={kind}
          kind={kind}
          index={index}
          onRemove={() => change(addresses.filter((_, at) => at !== index))}
        />
      ))}
      <div className={styles.adders}>
        {missing.map((kind) => (
          <Button
            key={kind}
            size="small"
            icon={<PlusOutlined />}
            onClick={() => change([...addresses, { kind, region, city }])}
          >
            {t(`address.${kind}`)}
          </Button>
        ))}
      </div>
    </>
  )
}

type AddressGroupProps = { kind: AddressDraft['kind']; index: number; onRemove: () => void }

function AddressGroup({ kind, index, onRemove }: AddressGroupProps) {
  const t = useTexts('subscribers')
  const part = (name: string) => (
    <Field name={`addresses.${index}.${name}`} label={t(`address.part.${name}`)}>
      <Input autoComplete="off" inputMode={name === 'postcode' ? 'numeric' : undefined} />
    </Field>
  )
  return (
    <FieldGroup title={t(`address.${kind}`)}>
      {kind !== 'installation' && (
        <Button
          type="text"
          size="small"
          className={styles.groupRemove}
          icon={<DeleteOutlined />}
          aria-label={t('address.remove')}
          onClick={onRemove}
        />
      )}
      <div className={styles.town}>
        {part('city')}
        {part('street')}
      </div>
      <div className={styles.house}>
        {part('house')}
        {part('flat')}
        {kind === 'installation' && part('entrance')}
        {kind === 'installation' && part('floor')}
      </div>
      <FieldRow>
        {part('region')}
        {part('postcode')}
      </FieldRow>
    </FieldGroup>
  )
}
