import { listServiceClasses, type tariffCard } from '@altyn/contract/catalogue'
import { listSubscribers } from '@altyn/contract/reports'
import type { z } from 'zod'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'

/** Who has the tariff, what it belongs to, and who published it last. */
export function TariffFacts({ tariff }: { tariff: z.output<typeof tariffCard> }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const classes = useCall(listServiceClasses).data?.items
  const ofTariff = classes?.find(({ code }) => code === tariff.serviceClass)
  const className = language === 'ru' ? ofTariff?.nameRu : ofTariff?.nameEn
  const { current } = tariff
  const published: Fact[] = current
    ? [
        {
          key: 'publishedAt',
          label: t('facts.publishedAt'),
          value: <Instant value={current.publishedAt} />,
        },
        { key: 'publishedBy', label: t('facts.publishedBy'), value: current.publishedBy },
      ]
    : []
  return (
    <Facts
      title={t('facts.title')}
      facts={[
        ...useSubscribersFact(tariff.id),
        { key: 'class', label: t('form.serviceClass'), value: className ?? tariff.serviceClass },
        { key: 'currency', label: t('facts.currency'), value: tariff.currency },
        ...published,
      ]}
    />
  )
}

function useSubscribersFact(tariffId: number): Fact[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const can = usePermissions()
  const answer = useCall(
    listSubscribers,
    { query: { tariffId, limit: 1, total: true } },
    { isEnabled: can('subscribers.read') },
  )
  if (!can('subscribers.read')) return []
  const total = answer.data?.total
  return [
    {
      key: 'subscribers',
      label: t('facts.subscribers'),
      value: (
        <GoLink to={paths.subscribers({ tariffId })}>
          {total === undefined ? '…' : formatCount(total, language)}
        </GoLink>
      ),
    },
  ]
}
