import { signOut } from '@altyn/contract/staff'
import { useQueryClient } from '@tanstack/react-query'
import { useTexts } from '../lib/i18n.ts'
import { paths } from '../lib/path-builder.ts'
import { useDeed } from '../lib/use-call.ts'
import { ActionMenu } from '../ui/actions/action-menu.tsx'
import { useGo } from '../ui/actions/use-go.ts'
import { useMe } from './session.ts'
import styles from './shell.module.css'

/** Who is signed in, and what one may do with oneself. */
export function MeMenu() {
  const t = useTexts('shell')
  const me = useMe()
  const go = useGo()
  const client = useQueryClient()
  const leave = useDeed(signOut, {
    onDone: () => {
      go(paths.signIn())
      // What one person has read must not be shown to the next one at the same desk.
      client.clear()
    },
  })
  const initials = initialsOf(me.name)
  const label = t('me.title', { initials, name: me.name })
  return (
    <ActionMenu
      label={label}
      header={
        <div className={styles.who}>
          <strong>{me.name}</strong>
          <span>{me.login}</span>
        </div>
      }
      lines={[
        { key: 'profile', label: t('me.profile'), onRun: () => go(paths.profile()) },
        { key: 'password', label: t('me.password'), onRun: () => go(paths.setPassword()) },
        { key: 'out', label: t('me.signOut'), onRun: () => leave.mutate({}) },
      ]}
    >
      <button type="button" className={styles.me} aria-label={label} aria-haspopup="menu">
        {initials}
      </button>
    </ActionMenu>
  )
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
