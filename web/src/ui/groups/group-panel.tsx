import type { Group, GroupRoutes } from '@altyn/contract/groups'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { EditGroupForm } from './group-forms.tsx'
import styles from './groups.module.css'

type GroupPanelProps = {
  routes: GroupRoutes
  group: Group
  nameHint: string
  mayChange: boolean
  /** What can be done with the group besides editing it: goes first. */
  deeds?: ReactNode
  onClose: () => void
  children: ReactNode
}

/** A group: what it is for, what can be done with it, and who is in it. */
export function GroupPanel(props: GroupPanelProps) {
  const { routes, group, nameHint, mayChange, deeds, onClose, children } = props
  const t = useTexts('groups')
  const [isEdited, edit] = useState(false)
  return (
    <Drawer open title={group.name} size="min(560px, 100vw)" onClose={onClose}>
      <div className={styles.panel}>
        {group.note && <p className={styles.quiet}>{group.note}</p>}
        <div className={styles.deeds}>
          {deeds}
          {mayChange && <Button onClick={() => edit(true)}>{t('edit')}</Button>}
        </div>
        {children}
      </div>
      {isEdited && (
        <EditGroupForm
          routes={routes}
          nameHint={nameHint}
          group={group}
          onClose={() => edit(false)}
        />
      )}
    </Drawer>
  )
}
