import {
  changeService,
  listServices,
  publishServiceVersion,
  readService,
  type Service,
  type ServiceVersion,
  type serviceCard,
} from '@altyn/contract/catalogue/services'
import { Button, Drawer, Input, InputNumber } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { formatMoney } from '../../../lib/format/money.ts'
import { formatBitRate } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Facts } from '../../../ui/pieces/facts.tsx'
import { Instant, Period } from '../../../ui/pieces/moment.tsx'
import styles from '../catalogue.module.css'
import { MembersField } from './service-form.tsx'
import { ServiceTermsFields } from './service-terms-fields.tsx'
import { ServiceState } from './services-list.tsx'

type Card = z.output<typeof serviceCard>

/** A service: its price over time, its package, and what can be done with it. */
export function ServicePanel({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useTexts('catalogue')
  const answer = useCall(readService, { params: { id } })
  const [form, open] = useState<'price' | 'edit'>()
  const service = answer.data?.id === id ? answer.data : undefined
  const close = () => open(undefined)
  return (
    <Drawer
      open
      title={service?.name ?? t('services.one')}
      size="min(520px, 100vw)"
      onClose={onClose}
    >
      {service ? (
        <ServiceContent service={service} onForm={open} />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <SkeletonLines count={8} />
      )}
      {service && form === 'price' && <PriceForm service={service} onClose={close} />}
      {service && form === 'edit' && <EditForm service={service} onClose={close} />}
    </Drawer>
  )
}

function ServiceContent(props: { service: Card; onForm: (form: 'price' | 'edit') => void }) {
  const { service, onForm } = props
  const t = useTexts('catalogue')
  const can = usePermissions()
  const names = useCall(listServices, { query: {} }).data?.items
  const nameOf = (id: number) => names?.find((row) => row.id === id)?.name ?? `№ ${id}`
  return (
    <div className={styles.terms}>
      {can('catalogue.change') && <Deeds service={service} onForm={onForm} />}
      <Facts
        facts={[
          {
            key: 'state',
            label: t('stateLabel'),
            value: <ServiceState service={service} isBare />,
          },
          {
            key: 'kind',
            label: t('services.kind'),
            value: t(`services.kinds.${service.kind}.title`),
          },
          {
            key: 'quantity',
            label: t('services.quantityMax'),
            value: String(service.quantityMax),
          },
          ...(service.members.length > 0
            ? [
                {
                  key: 'members',
                  label: t('services.packageLabel'),
                  value: service.members
                    .map(({ serviceId, quantity }) =>
                      quantity > 1 ? `${nameOf(serviceId)} × ${quantity}` : nameOf(serviceId),
                    )
                    .join(', '),
                },
              ]
            : []),
        ]}
      />
      <section className={styles.prices}>
        <h2>{t('services.prices')}</h2>
        <ol className={styles.versions}>
          {service.versions.toReversed().map((version) => (
            <PriceLine key={version.number} version={version} kind={service.kind} />
          ))}
        </ol>
      </section>
    </div>
  )
}

function Deeds(props: { service: Card; onForm: (form: 'price' | 'edit') => void }) {
  const { service, onForm } = props
  const t = useTexts('catalogue')
  const change = useDeed(changeService, { done: t('services.changed') })
  const edit = (body: { isHidden?: boolean; isArchived?: boolean }) =>
    change.mutate({ params: { id: service.id }, ifMatch: service.version, body })
  const isArchived = service.archivedAt !== null
  return (
    <div className={styles.deeds}>
      {!isArchived && (
        <Button type="primary" onClick={() => onForm('price')}>
          {t('services.newPrice')}
        </Button>
      )}
      <Button onClick={() => onForm('edit')}>{t('services.edit')}</Button>
      {!isArchived && (
        <Button onClick={() => edit({ isHidden: !service.isHidden })}>
          {t(service.isHidden ? 'hiding.show' : 'hiding.hide')}
        </Button>
      )}
      <Button onClick={() => edit({ isArchived: !isArchived })}>
        {t(isArchived ? 'archiving.takeBack' : 'archiving.action')}
      </Button>
    </div>
  )
}

function PriceLine({ version, kind }: { version: ServiceVersion; kind: Service['kind'] }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const sum = (value: ServiceVersion['price']) => formatMoney(value, language)
  const isSome = (value: ServiceVersion['price']) => Number(value.amount) > 0
  const speed = (kbps: number) =>
    kbps === 0 ? t('speed.unlimited') : formatBitRate(kbps, language)
  const notes = [
    isSome(version.activation) && `${t('services.activation')}: ${sum(version.activation)}`,
    version.promoDays > 0 &&
      t('services.promoNote', { count: version.promoDays, sum: sum(version.promoPrice) }),
    isSome(version.exitFee) &&
      t('services.exitNote', { count: version.termMonthsMin, sum: sum(version.exitFee) }),
    version.turbo &&
      t('turbo.note', {
        count: version.turbo.hours,
        down: speed(version.turbo.downKbps),
        up: speed(version.turbo.upKbps),
      }),
    ...version.quantityDiscounts.map(({ from, basisPoints }) =>
      t('services.discountNote', { from, value: basisPoints / 100 }),
    ),
  ].filter(Boolean)
  return (
    <li className={styles.version}>
      <header className={styles.versionHead}>
        <strong>{t(`services.price.${kind}`, { sum: sum(version.price) })}</strong>
        <Period from={version.from} until={version.until} />
      </header>
      {notes.map((note) => (
        <p key={String(note)}>{note}</p>
      ))}
      <p className={styles.quiet}>
        {t('version.published', { who: version.publishedBy })}{' '}
        <Instant value={version.publishedAt} />
      </p>
    </li>
  )
}

function PriceForm({ service, onClose }: { service: Card; onClose: () => void }) {
  const t = useTexts('catalogue')
  const today = Temporal.PlainDate.from(useToday())
  const publish = useDeed(publishServiceVersion, {
    done: t('services.priced'),
    refresh: ['/api/accounts', '/api/ledger'],
    isFailureShownByCaller: true,
  })
  const last = service.versions.at(-1)
  const { money, staff, 'own-wish': ownWish } = last?.blockFees ?? {}
  return (
    <SideForm
      title={t('services.newPriceOf', { name: service.name })}
      saveLabel={t('publish.submit')}
      schema={publishServiceVersion.body}
      initial={{
        price: last?.price.amount ?? '',
        activation: last?.activation.amount ?? '0',
        firstPeriod: last?.firstPeriod ?? 'by-days',
        lastPeriod: last?.lastPeriod ?? 'by-days',
        promoDays: last?.promoDays ?? 0,
        promoPrice: last?.promoPrice.amount ?? '0',
        termMonthsMin: last?.termMonthsMin ?? 0,
        exitFee: last?.exitFee.amount ?? '0',
        blockFees: {
          money: money?.amount ?? '0',
          staff: staff?.amount ?? '0',
          'own-wish': ownWish?.amount ?? '0',
        },
        quantityDiscounts: last?.quantityDiscounts ?? [],
        turbo: last?.turbo ?? null,
        from: today.with({ day: 1 }).add({ months: 1 }).toString(),
      }}
      onSave={(body) =>
        publish.mutateAsync({ params: { id: service.id }, ifMatch: service.version, body })
      }
      onClose={onClose}
    >
      <Field name="from" label={t('form.from')} isRequired>
        <DayField />
      </Field>
      <ServiceTermsFields currency={service.currency} kind={service.kind} />
    </SideForm>
  )
}

function EditForm({ service, onClose }: { service: Card; onClose: () => void }) {
  const t = useTexts('catalogue')
  const change = useDeed(changeService, {
    done: t('services.changed'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={service.name}
      saveLabel={t('services.save')}
      schema={changeService.body}
      initial={{
        name: service.name,
        quantityMax: service.quantityMax,
        externalId: service.externalId,
        members: service.members,
      }}
      onSave={(body) =>
        change.mutateAsync({ params: { id: service.id }, ifMatch: service.version, body })
      }
      onClose={onClose}
    >
      <Field name="name" label={t('form.name')} isRequired>
        <Input />
      </Field>
      <Field name="quantityMax" label={t('services.quantityMax')}>
        <InputNumber min={1} max={10_000} />
      </Field>
      <Field name="externalId" label={t('services.externalId')} hint={t('services.externalHint')}>
        <Input />
      </Field>
      <FieldGroup title={t('services.packageLabel')} help={t('services.packageHelp')}>
        <MembersField />
      </FieldGroup>
    </SideForm>
  )
}
