import { DeleteOutlined, MailOutlined, PhoneOutlined } from '@ant-design/icons'
import { Button, Form, Input, Tooltip } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../ui/fields/field.tsx'
import { PhoneField } from '../../ui/fields/phone-field.tsx'
import type { SubscriberDraft } from './subscriber-draft.ts'
import styles from './subscribers.module.css'

const CONTACTS_MAX = 20

type ContactDraft = NonNullable<SubscriberDraft['contacts']>[number]

/** Phones and addresses of mail, as many as people have; the first phone is the one that lists show. */
export function ContactFields() {
  const t = useTexts('subscribers')
  const { form, noteChange } = useDraft()
  const contacts: ContactDraft[] = Form.useWatch('contacts', { form, preserve: true }) ?? []
  const change = (next: ContactDraft[]) => {
    form.setFieldValue('contacts', next)
    noteChange()
  }
  const add = (kind: ContactDraft['kind']) => change([...contacts, { kind, value: '', note: '' }])
  const remove = (index: number) => change(contacts.filter((_, at) => at !== index))
  return (
    <FieldGroup title={t('contacts.title')}>
      {contacts.map((contact, index) => (
        <ContactLine
          // biome-ignore lint/suspicious/noArrayIndexKey: the fields are named by their place.
          key={`${contact.kind}-${index}`}
          kind={contact.kind}
          index={index}
          onRemove={() => remove(index)}
        />
      ))}
      {contacts.length < CONTACTS_MAX && (
        <div className={styles.adders}>
          <Button size="small" icon={<PhoneOutlined />} onClick={() => add('phone')}>
            {t('contacts.addPhone')}
          </Button>
          <Button size="small" icon={<MailOutlined />} onClick={() => add('email')}>
            {t('contacts.addEmail')}
          </Button>
        </div>
      )}
    </FieldGroup>
  )
}

function ContactLine(props: { kind: ContactDraft['kind']; index: number; onRemove: () => void }) {
  const { kind, index, onRemove } = props
  const t = useTexts('subscribers')
  return (
    <div className={styles.contactLine}>
      <Field name={`contacts.${index}.value`} label={t(`contacts.${kind}`)}>
        {kind === 'phone' ? <PhoneField /> : <Input type="email" autoComplete="off" />}
      </Field>
      <Field name={`contacts.${index}.note`} label={t('contacts.note')}>
        <Input autoComplete="off" />
      </Field>
      <Tooltip title={t('contacts.remove')}>
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('contacts.remove')}
          onClick={onRemove}
        />
      </Tooltip>
    </div>
  )
}
