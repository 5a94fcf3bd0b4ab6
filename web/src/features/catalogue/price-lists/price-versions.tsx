import {
  type PriceListCard,
  restorePriceVersion,
  withdrawPriceVersion,
} from '@altyn/contract/catalogue/price-lists'
import { Button } from 'antd'
import { useState } from 'react'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Instant, Period } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import styles from '../catalogue.module.css'

/** All versions of the prices, the newest first. What is published stays; an earlier one can be brought back. */
export function PriceVersions({ list }: { list: PriceListCard }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const can = usePermissions()
  const today = useToday()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const [restored, restore] = useState<number>()
  const withdraw = useDeed(withdrawPriceVersion, {
    done: t('version.withdraw.done'),
    isFailureShownByCaller: true,
  })
  const last = list.versions.at(-1)
  const mayChange = can('catalogue.change') && list.archivedAt === null
  return (
    <>
      <ol className={styles.versions}>
        {list.versions.toReversed().map((version) => (
          <li key={version.number} className={styles.version}>
            <header className={styles.versionHead}>
              <h2>{t('version.title', { number: version.number })}</h2>
              <Period from={version.from} until={version.until} />
              {version.number === list.current?.number && (
                <StatusTag tone="ok" label={t('version.current')} />
              )}
              {version.from > today && <StatusTag tone="note" label={t('version.planned')} />}
            </header>
            <p>
              {t('prices.rowsCount', { count: version.rowsCount })}
              {version.restores !== null &&
                ` · ${t('prices.restores', { number: version.restores })}`}
            </p>
            <p className={styles.quiet}>
              {t('version.published', { who: version.publishedBy })}{' '}
              <Instant value={version.publishedAt} />
            </p>
            {mayChange && (
              <div className={styles.deeds}>
                {version === last && version.from > today && (
                  <Button size="small" danger onClick={() => setWithdrawing(true)}>
                    {t('version.withdraw.action')}
                  </Button>
                )}
                {version !== last && (
                  <Button size="small" onClick={() => restore(version.number)}>
                    {t('prices.restore.action')}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
      <ConfirmDialog
        isOpen={isWithdrawing}
        isDanger
        title={t('version.withdraw.title')}
        confirmLabel={t('version.withdraw.action')}
        onConfirm={() => withdraw.mutateAsync({ params: { id: list.id }, ifMatch: list.version })}
        onClose={() => setWithdrawing(false)}
      >
        {t('prices.withdrawText', { rows: formatCount(last?.rowsCount ?? 0, language) })}
      </ConfirmDialog>
      {restored !== undefined && (
        <RestoreForm list={list} number={restored} onClose={() => restore(undefined)} />
      )}
    </>
  )
}

type RestoreFormProps = { list: PriceListCard; number: number; onClose: () => void }

function RestoreForm({ list, number, onClose }: RestoreFormProps) {
  const t = useTexts('catalogue')
  const tomorrow = Temporal.PlainDate.from(useToday()).add({ days: 1 }).toString()
  const restore = useDeed(restorePriceVersion, {
    done: t('prices.restore.done', { number }),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('prices.restore.title', { number })}
      saveLabel={t('prices.restore.action')}
      schema={restorePriceVersion.body}
      initial={{ from: tomorrow }}
      onSave={(body) =>
        restore.mutateAsync({ params: { id: list.id, number }, ifMatch: list.version, body })
      }
      onClose={onClose}
    >
      <Field name="from" label={t('form.from')} hint={t('prices.restore.hint')} isRequired>
        <DayField />
      </Field>
    </SideForm>
  )
}
