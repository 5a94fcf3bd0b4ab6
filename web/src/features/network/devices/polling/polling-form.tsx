import type { Device } from '@altyn/contract/network/devices'
import {
  changeDevicePolling,
  checkDevicePolling,
  type DevicePolling,
  POLLING_SOURCES,
  pollingForm,
} from '@altyn/contract/network/polling'
import type { ResponseOf } from '@altyn/contract/route'
import { ApiOutlined } from '@ant-design/icons'
import { Form, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { failureText } from '../../../../lib/failure-text.ts'
import { formatDuration } from '../../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { ReasonedButton } from '../../../../ui/actions/reasoned-button.tsx'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import { useDraft } from '../../../../ui/fields/draft-form.tsx'
import { Field } from '../../../../ui/fields/field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'
import { SnmpFields } from './snmp-fields.tsx'

type PollingFormProps = { device: Device; polling: DevicePolling; onClose: () => void }

/** How a device is asked: as its template says, in its own way, or not at all. */
export function PollingForm({ device, polling, onClose }: PollingFormProps) {
  const t = useTexts('polling')
  const change = useDeed(changeDevicePolling, {
    done: t('form.saved'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('form.title')}
      saveLabel={t('form.save')}
      schema={pollingForm}
      initial={toForm(polling)}
      onSave={(body) =>
        change.mutateAsync({ params: { id: device.id }, ifMatch: polling.version, body })
      }
      onClose={onClose}
    >
      <Field name="source" label={t('form.source')}>
        <Select
          options={POLLING_SOURCES.map((value) => ({ value, label: t(`sources.${value}`) }))}
        />
      </Field>
      <SourceFields device={device} polling={polling} />
    </SideForm>
  )
}

function SourceFields({ device, polling }: { device: Device; polling: DevicePolling }) {
  const t = useTexts('polling')
  const { form } = useDraft()
  const source: unknown = Form.useWatch('source', { form, preserve: true })
  if (source === 'off') return <AlertLine tone="quiet" title={t('form.offHelp')} />
  return (
    <>
      {source === 'template' && !polling.template && (
        <AlertLine
          tone="warn"
          title={t(device.templateName ? 'form.templateSilent' : 'form.noTemplate')}
          advice={t('form.templateAdvice')}
        />
      )}
      {source === 'template' && polling.template && (
        <AlertLine tone="quiet" title={t('form.templateHelp', { name: device.templateName })} />
      )}
      {source === 'own' && (
        <SnmpFields
          mayBeNone={false}
          hasSecret={polling.hasSnmpSecret}
          hasPrivacySecret={polling.hasSnmpPrivacySecret}
        />
      )}
      {(source === 'own' || polling.template) && <Check device={device} />}
    </>
  )
}

type Checked = ResponseOf<typeof checkDevicePolling>

/** Tries what is typed before it is kept. */
function Check({ device }: { device: Device }) {
  const t = useTexts('polling')
  const { form } = useDraft()
  const [checked, setChecked] = useState<Checked>()
  const check = useDeed(checkDevicePolling, {
    isFailureShownByCaller: true,
    onDone: setChecked,
  })
  const body = (): z.input<typeof pollingForm> => form.getFieldsValue(true)
  const failure = check.error && failureText(check.error)
  return (
    <>
      <ReasonedButton
        icon={<ApiOutlined />}
        loading={check.isPending}
        reason={device.address ? undefined : t('noAddress')}
        onClick={() => {
          setChecked(undefined)
          check.mutate({ params: { id: device.id }, body: body() })
        }}
      >
        {t('form.check')}
      </ReasonedButton>
      <div aria-live="polite">
        {failure && <AlertLine tone="bad" title={failure.title} advice={failure.advice} />}
        {checked && <Outcome checked={checked} />}
      </div>
    </>
  )
}

function Outcome({ checked }: { checked: Checked }) {
  const t = useTexts('polling')
  const [language] = useLanguage()
  const { failure, systemName, systemText, uptimeSeconds } = checked
  if (failure) {
    return (
      <AlertLine
        tone="bad"
        title={t(`failures.${failure}.title`)}
        advice={t(`failures.${failure}.advice`)}
      />
    )
  }
  const uptime = t('upFor', { time: formatDuration(uptimeSeconds, language) })
  return (
    <AlertLine
      tone="ok"
      title={t('form.answered', { name: systemName || t('nameless') })}
      advice={[systemText, uptime].filter(Boolean).join(' · ')}
    />
  )
}

/** Own settings begin as those of the template. */
function toForm(polling: DevicePolling): z.input<typeof pollingForm> {
  const isFirst = polling.source !== 'own' && !polling.hasSnmpSecret && polling.template !== null
  return pollingForm.parse({ ...polling, ...(isFirst && polling.template) })
}
