import {
  publishNetworks,
  readNetworks,
  type TrafficCategory,
} from '@altyn/contract/catalogue/traffic-categories'
import { Button, Input } from 'antd'
import { z } from 'zod'
import { formatPeriod } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from './categories.module.css'

const schema = z.object({ from: z.iso.date(), text: z.string().max(1_000_000) })

type NetworksFormProps = { category: TrafficCategory; onRename: () => void; onClose: () => void }

/** The networks of a category, one a line, from a day on. What is published stays until then. */
export function NetworksForm({ category, onRename, onClose }: NetworksFormProps) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const today = useToday()
  const known = useCall(readNetworks, { params: { id: category.id } })
  const publish = useDeed(publishNetworks, {
    done: t('categories.published'),
    isFailureShownByCaller: true,
  })
  const last = category.versions.at(-1)
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString()
  if (known.error) return <ErrorState error={known.error} />
  if (!known.data || known.isPlaceholderData) return null
  return (
    <SideForm
      title={t('categories.networksOf', {
        name: language === 'ru' ? category.nameRu : category.nameEn,
      })}
      saveLabel={t('categories.publish')}
      schema={schema}
      initial={{
        from: last ? tomorrow : `${today.slice(0, 7)}-01`,
        text: known.data.networks.join('\n'),
      }}
      onSave={({ from, text }) =>
        publish.mutateAsync({
          params: { id: category.id },
          ifMatch: category.version,
          body: { from, networks: linesOf(text) },
        })
      }
      onClose={onClose}
    >
      <Button size="small" onClick={onRename}>
        {t('categories.edit')}
      </Button>
      <Field name="text" label={t('categories.networks')} hint={t('categories.networksHint')}>
        <Input.TextArea
          className={styles.networks}
          autoSize={{ minRows: 8, maxRows: 24 }}
          spellCheck={false}
        />
      </Field>
      <Field name="from" label={t('form.from')} isRequired>
        <DayField />
      </Field>
      {category.versions.length > 0 && (
        <ul className={styles.history}>
          {category.versions.toReversed().map((version) => (
            <li key={version.number}>
              {formatPeriod(version.from, version.until, language)} ·{' '}
              {t('categories.count', { count: version.networksCount })} · {version.publishedBy}
            </li>
          ))}
        </ul>
      )}
    </SideForm>
  )
}

function linesOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
