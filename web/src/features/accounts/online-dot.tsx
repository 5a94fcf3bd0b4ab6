import { useTexts } from '../../lib/i18n.ts'
import styles from './accounts.module.css'

/** Is somebody signed in with the account right now? */
export function OnlineDot({ isOnline }: { isOnline: boolean }) {
  const t = useTexts('accounts')
  const text = t(isOnline ? 'online' : 'offline')
  return (
    <span className={styles.dot} data-online={isOnline} role="img" aria-label={text} title={text} />
  )
}
