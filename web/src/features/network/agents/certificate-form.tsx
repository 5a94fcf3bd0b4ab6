import type { Agent } from '@altyn/contract/network'
import { putCertificate } from '@altyn/contract/network/radius-settings'
import { Button, Input, Upload } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

type CertificateFormProps = { agent: Agent; onClose: () => void }

/** The certificate and the key that devices check when they sign in by 802.1X. */
export function CertificateForm({ agent, onClose }: CertificateFormProps) {
  const t = useTexts('network')
  const put = useDeed(putCertificate, {
    done: t('certificate.done'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('certificate.title', { name: agent.name })}
      saveLabel={t('certificate.save')}
      schema={putCertificate.body}
      initial={{ certificate: '', key: '', passphrase: '' }}
      onSave={(body) => put.mutateAsync({ params: { id: agent.id }, ifMatch: agent.version, body })}
      onClose={onClose}
    >
      <FieldGroup help={t('certificate.help')}>
        <PemField name="certificate" label={t('certificate.certificate')} />
        <PemField name="key" label={t('certificate.key')} />
        <Field name="passphrase" label={t('certificate.passphrase')}>
          <Input.Password autoComplete="off" />
        </Field>
      </FieldGroup>
    </SideForm>
  )
}

/** A text between BEGIN and END, pasted or taken from a file. */
function PemField({ name, label }: { name: string; label: string }) {
  const t = useTexts('network')
  const { form, noteChange } = useDraft()
  const take = async (file: File) => {
    form.setFieldValue(name, await file.text())
    noteChange()
  }
  return (
    <Field
      name={name}
      label={label}
      isRequired
      hint={
        <Upload
          accept=".pem,.crt,.cer,.key"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file)
            return false
          }}
        >
          <Button type="link" size="small">
            {t('certificate.fromFile')}
          </Button>
        </Upload>
      }
    >
      <Input.TextArea rows={5} spellCheck={false} placeholder={t('certificate.example')} />
    </Field>
  )
}
