import type { AccountState } from '@altyn/contract/accounts'
import styles from './accounts.module.css'
import { OnlineDot } from './online-dot.tsx'
import { StateTag } from './state-tag.tsx'

type StackedAccount = { id: number; login: string; state: AccountState; isOnline: boolean }

/** Accounts one under another in a cell of a list: who is on-line, and what does not work. */
export function AccountStack({ accounts }: { accounts: readonly StackedAccount[] }) {
  return (
    <span className={styles.stack}>
      {accounts.map(({ id, login, state, isOnline }) => (
        <span key={id} className={styles.stackLine}>
          <OnlineDot isOnline={isOnline} />
          <span className={styles.login} title={login}>
            {login}
          </span>
          {state !== 'active' && <StateTag state={state} isBare />}
        </span>
      ))}
    </span>
  )
}
