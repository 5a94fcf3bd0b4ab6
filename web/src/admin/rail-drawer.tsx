import { Drawer } from 'antd'
import { useTexts } from '../lib/i18n.ts'
import { Rail } from './rail.tsx'
import styles from './shell.module.css'

/** The rail over the page, for windows too narrow to hold both. */
export function RailDrawer({ onClose }: { onClose: () => void }) {
  const t = useTexts('shell')
  return (
    <Drawer
      open
      placement="left"
      size={264}
      closable={false}
      aria-label={t('rail.title')}
      onClose={onClose}
      styles={{ body: { padding: 0 } }}
    >
      <div className={styles.drawerRail}>
        <Rail onGo={onClose} />
      </div>
    </Drawer>
  )
}
