import { listAgents } from '@altyn/contract/network'
import { CALL_FILE_BYTES_MAX, takeCallFile } from '@altyn/contract/usage/calls'
import { InboxOutlined } from '@ant-design/icons'
import { Select, Upload } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { useItems } from '../../lib/use-list.ts'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'

const schema = z.object({
  agentId: z.number().int(),
  file: z
    .instanceof(Blob)
    .refine(({ size }) => size > 0 && size <= CALL_FILE_BYTES_MAX, 'file-size'),
})

/** Hands over a file of an exchange; it is read in the background. */
export function CallFileForm({ onClose }: { onClose: () => void }) {
  const t = useTexts('usage')
  const agents = useItems(listAgents)
  const take = useDeed(takeCallFile, { done: t('callFiles.taken'), isFailureShownByCaller: true })
  const exchanges = agents.rows.filter(({ kind }) => kind === 'calls')
  const working = exchanges.filter(({ stoppedAt }) => !stoppedAt)
  if (agents.state === 'loading') return null
  const allStopped = working.length === 0 ? t('callFiles.allStopped') : undefined
  const reason = exchanges.length === 0 ? t('callFiles.noExchange') : allStopped
  return (
    <SideForm<z.ZodType<z.output<typeof schema>, unknown>>
      title={t('callFiles.take')}
      saveLabel={t('callFiles.send')}
      schema={schema}
      initial={{ agentId: working[0]?.id }}
      reason={reason}
      onSave={async (values) => {
        const { agentId, file } = schema.parse(values)
        const name = file instanceof File ? file.name : 'calls'
        await take.mutateAsync({ query: { agentId, name }, body: file })
      }}
      onClose={onClose}
    >
      {exchanges.length !== 1 && (
        <Field name="agentId" label={t('callFiles.agent')} isRequired>
          <Select
            notFoundContent={t('callFiles.noExchange')}
            options={exchanges.map(({ id, name, stoppedAt }) => ({
              value: id,
              label: stoppedAt ? t('callFiles.stopped', { name }) : name,
              disabled: stoppedAt !== null,
            }))}
          />
        </Field>
      )}
      <Field name="file" label={t('callFiles.file')} hint={t('callFiles.hint')} isRequired>
        <FileField />
      </Field>
    </SideForm>
  )
}

function FileField(props: { value?: Blob; onChange?: (file: File) => void }) {
  const t = useTexts('usage')
  return (
    <Upload.Dragger
      accept=".csv,.txt,.log,.xlsx"
      maxCount={1}
      showUploadList={false}
      beforeUpload={(file) => {
        props.onChange?.(file)
        return false
      }}
    >
      <p aria-hidden>
        <InboxOutlined />
      </p>
      <p>{props.value instanceof File ? props.value.name : t('callFiles.drop')}</p>
    </Upload.Dragger>
  )
}
