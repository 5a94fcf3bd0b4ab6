import type { Account } from '@altyn/contract/accounts'
import {
  type AccountNetwork,
  giveNetwork,
  listNetworks,
  NETWORK_KINDS,
  networkForm,
  takeNetwork,
} from '@altyn/contract/accounts/networks'
import { PartitionOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from '../accounts.module.css'
import { BoundLine } from './bound-line.tsx'

type NetworksDrawerProps = { account: Pick<Account, 'id' | 'login'>; onClose: () => void }

/** Networks that are led to an account: routes, IPv6 of its link, the prefix that its router shares out. */
export function NetworksDrawer({ account, onClose }: NetworksDrawerProps) {
  const t = useTexts('accounts')
  const answer = useCall(listNetworks, { params: { id: account.id } })
  const give = useDeed(giveNetwork, { done: t('networks.given'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={t('networks.title', { login: account.login })}
      saveLabel={t('networks.give')}
      schema={networkForm}
      initial={{ kind: 'route', network: '' }}
      onSave={(body) => give.mutateAsync({ params: { id: account.id }, body })}
      onClose={onClose}
    >
      <Field name="network" label={t('networks.network')} isRequired>
        <Input autoComplete="off" spellCheck={false} placeholder={t('networks.example')} />
      </Field>
      <Field name="kind" label={t('networks.kind')}>
        <ChoiceField
          label={t('networks.kind')}
          choices={NETWORK_KINDS.map((value) => ({
            value,
            title: t(`networks.kinds.${value}.title`),
            note: t(`networks.kinds.${value}.note`),
          }))}
        />
      </Field>
      {answer.data ? (
        <Networks networks={answer.data.items} />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <SkeletonLines count={3} />
      )}
    </SideForm>
  )
}

function Networks({ networks }: { networks: readonly AccountNetwork[] }) {
  const t = useTexts('accounts')
  if (networks.length === 0) {
    return (
      <EmptyState
        icon={<PartitionOutlined />}
        title={t('networks.empty.title')}
        text={t('networks.empty.text')}
      />
    )
  }
  return (
    <ul className={styles.bound}>
      {networks.map((network) => (
        <NetworkLine key={network.id} network={network} />
      ))}
    </ul>
  )
}

function NetworkLine({ network: row }: { network: AccountNetwork }) {
  const t = useTexts('accounts')
  const take = useDeed(takeNetwork, { done: t('networks.taken') })
  const { id, network, kind, from, until, author } = row
  return (
    <BoundLine
      name={network}
      notes={`${t(`networks.kinds.${kind}.title`)} · ${author}`}
      from={from}
      until={until}
      takeLabel={t('networks.take')}
      isBusy={take.isPending}
      onTake={() => take.mutate({ params: { id } })}
    />
  )
}
