import { bindAccount } from '@altyn/contract/network/onus'
import { z } from 'zod'
import { useTexts } from '../../../../lib/i18n.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { Field } from '../../../../ui/fields/field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'
import { AccountField } from './account-field.tsx'

type BindFormProps = {
  title: string
  place: { portId: number } | { onuId: number }
  onClose: () => void
}

const schema = z.object({ accountId: z.number({ error: 'required' }) })

/** Puts an account on a port or behind an ONU. */
export function BindForm({ title, place, onClose }: BindFormProps) {
  const t = useTexts('devices')
  const bind = useDeed(bindAccount, {
    done: ({ login, deviceName: device, portName: port }) =>
      t('bind.done', { login, device, port }),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm<z.ZodType<{ accountId: number }, unknown>>
      title={title}
      saveLabel={t('bind.save')}
      schema={schema}
      initial={{}}
      onSave={(values) => bind.mutateAsync({ body: { ...schema.parse(values), ...place } })}
      onClose={onClose}
    >
      <Field name="accountId" label={t('bind.who')} isRequired>
        <AccountField />
      </Field>
    </SideForm>
  )
}
