import type { Call } from '@altyn/contract/usage/calls'
import { currencySign } from '../../lib/format/money.ts'
import { formatDuration } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useCurrency } from '../../lib/operator.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { AccountOwner } from './account-owner.tsx'

/** Everything about one side of a call: whose it is, and how its price came about. */
export function CallFacts({ call }: { call: Call }) {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const sign = currencySign(useCurrency())
  const price = (text: string) => `${language === 'ru' ? text.replace('.', ',') : text} ${sign}`
  const duration = (seconds: number) => formatDuration(seconds, language)
  const fact = (key: string, value: Fact['value']): Fact => ({
    key,
    label: t(`calls.${key}`),
    value,
  })
  const isPriced = call.outcome === 'priced'
  return (
    <>
      {!isPriced && (
        <AlertLine
          tone="warn"
          title={t(`calls.outcome.${call.outcome}`)}
          advice={t(`calls.advice.${call.outcome}`)}
        />
      )}
      <Facts
        facts={[
          fact('account', <AccountOwner accountId={call.accountId} />),
          fact('startedAt', <Instant value={call.startedAt} />),
          fact('sideName', t(`calls.side.${call.side}`)),
          fact('seconds', duration(call.seconds)),
          ...(isPriced
            ? [
                fact('billed', duration(call.billedSeconds)),
                ...(call.direction
                  ? [fact('direction', `${call.direction} (${call.prefix})`)]
                  : []),
                fact('class', t(`calls.classes.${call.class}`, { defaultValue: call.class })),
                fact('price', price(call.price)),
                fact('callPrice', price(call.callPrice)),
                fact('cost', <Money value={call.cost} />),
              ]
            : []),
          ...(call.cause ? [fact('cause', call.cause)] : []),
        ]}
      />
      {isPriced && <p>{t('calls.beforeIncluded')}</p>}
    </>
  )
}
