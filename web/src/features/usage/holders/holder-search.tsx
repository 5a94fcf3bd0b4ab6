import { type AddressHolders, findAddressHolders, type Holder } from '@altyn/contract/usage/holders'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday, useZone } from '../../../lib/operator.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { PageHeader } from '../../../ui/pages/page-header.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { HolderCard } from './holder-card.tsx'
import { type AskedHolder, HolderForm, momentOf } from './holder-form.tsx'
import styles from './holders.module.css'

type HolderSearchProps = { nasName: (id: number | null) => string }

/** Who had an address at a moment: the question, and whoever matches with what tells so. */
export function HolderSearch({ nasName }: HolderSearchProps) {
  const t = useTexts('usage')
  const today = useToday()
  const zone = useZone()
  const [{ address = '', port = '', day = '', clock = '' }, change] = useUrlState()
  const [answer, setAnswer] = useState<AddressHolders>()
  const find = useDeed(findAddressHolders, { isFailureShownByCaller: true })
  const ask = async (asked: AskedHolder) => {
    setAnswer(undefined)
    const at = momentOf(asked, { today, zone })
    const body = {
      address: asked.address,
      ...(asked.port && { port: Number(asked.port) }),
      ...(at && { at }),
    }
    setAnswer(await find.mutateAsync({ body }))
    change(asked)
  }
  return (
    <div className={styles.page}>
      <PageHeader title={t('holders.title')} subtitle={t('holders.subtitle')} />
      <HolderForm initial={{ address, port, day, clock }} onAsk={ask} />
      <div aria-live="polite">{answer && <HolderAnswer answer={answer} nasName={nasName} />}</div>
    </div>
  )
}

function HolderAnswer({ answer, nasName }: HolderSearchProps & { answer: AddressHolders }) {
  const t = useTexts('usage')
  const zone = useZone()
  const { address, port, at, holders, natBlocks } = answer
  const asked = port === null ? address : t('holders.addressWithPort', { address, port })
  const isPortNeeded = port === null && natBlocks > 1
  const isNobody = holders.length === 0 && !isPortNeeded
  return (
    <section className={styles.answer}>
      <h2 className={styles.asked}>
        {t('holders.asked', { address: asked })} <Instant value={at} />
      </h2>
      {isPortNeeded && (
        <AlertLine
          tone="note"
          title={t('holders.portNeeded.title')}
          advice={t('holders.portNeeded.advice', { count: natBlocks })}
        />
      )}
      {holders.length > 1 && <AlertLine tone="warn" title={t('holders.several')} />}
      {holders.map((holder) => (
        <HolderCard key={keyOf(holder)} holder={holder} nasName={nasName} />
      ))}
      {isNobody && (
        <EmptyState
          title={t('holders.nobody.title')}
          text={
            <>
              {t('holders.nobody.text')} {t('holders.nobody.check', { zone })}
            </>
          }
        />
      )}
    </section>
  )
}

/** One session may be reached by two blocks of ports, and one account by two networks. */
function keyOf({ foundBy, accountId, network, from, session, natBlock }: Holder): string {
  return [foundBy, accountId, network, from, session?.id, natBlock?.inside].join(' ')
}
