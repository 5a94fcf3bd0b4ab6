import type { Account } from '@altyn/contract/accounts'
import {
  bindStation,
  listStations,
  releaseStation,
  type Station,
} from '@altyn/contract/accounts/stations'
import { LaptopOutlined } from '@ant-design/icons'
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { failureText } from '../../../lib/failure-text.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import styles from '../accounts.module.css'
import { BoundLine } from '../networks/bound-line.tsx'

type StationsDrawerProps = { account: Pick<Account, 'id' | 'login'>; onClose: () => void }

/** MAC addresses of an account: whose devices they are now, and what it had before. */
export function StationsDrawer({ account, onClose }: StationsDrawerProps) {
  const t = useTexts('accounts')
  const answer = useCall(listStations, { params: { id: account.id } })
  return (
    <Drawer
      open
      title={t('stations.title', { login: account.login })}
      size="min(480px, 100vw)"
      onClose={onClose}
    >
      <BindLine accountId={account.id} />
      {answer.data ? (
        <Stations stations={answer.data.items} />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <SkeletonLines count={3} />
      )}
    </Drawer>
  )
}

function BindLine({ accountId }: { accountId: number }) {
  const t = useTexts('accounts')
  const [mac, setMac] = useState('')
  const bind = useDeed(bindStation, {
    done: t('stations.bound'),
    isFailureShownByCaller: true,
    onDone: () => setMac(''),
  })
  return (
    <form
      className={styles.bind}
      onSubmit={(event) => {
        event.preventDefault()
        bind.mutate({ params: { id: accountId }, body: { mac } })
      }}
    >
      <Input
        value={mac}
        onChange={({ target }) => setMac(target.value)}
        aria-label={t('stations.mac')}
        placeholder={t('stations.example')}
        autoComplete="off"
        spellCheck={false}
      />
      <Button htmlType="submit" disabled={mac.trim() === ''} loading={bind.isPending}>
        {t('stations.bind')}
      </Button>
      {bind.error && <AlertLine tone="bad" {...failureText(bind.error)} />}
    </form>
  )
}

function Stations({ stations }: { stations: readonly Station[] }) {
  const t = useTexts('accounts')
  if (stations.length === 0) {
    return (
      <EmptyState
        icon={<LaptopOutlined />}
        title={t('stations.empty.title')}
        text={t('stations.empty.text')}
      />
    )
  }
  return (
    <ul className={styles.bound}>
      {stations.map((station) => (
        <StationLine key={station.id} station={station} />
      ))}
    </ul>
  )
}

function StationLine({ station: { id, mac, from, until, source, author } }: { station: Station }) {
  const t = useTexts('accounts')
  const release = useDeed(releaseStation, { done: t('stations.released') })
  return (
    <BoundLine
      name={mac}
      notes={source === 'learned' ? t('stations.learned') : author}
      from={from}
      until={until}
      takeLabel={t('stations.release')}
      isBusy={release.isPending}
      onTake={() => release.mutate({ params: { id } })}
    />
  )
}
