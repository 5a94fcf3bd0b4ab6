import { EllipsisOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { usePhone } from '../../lib/browser/media.ts'
import { useTexts } from '../../lib/i18n.ts'
import { ActionMenu } from './action-menu.tsx'
import styles from './actions.module.css'
import { ReasonedButton } from './reasoned-button.tsx'
import { useGo } from './use-go.ts'

/** Something that can be done with what the page shows. */
export type Action = {
  key: string
  /** A verb: «Принять платёж». */
  label: string
  icon?: ReactNode
  /** Where the action leads, or what it does. */
  path?: string
  onRun?: () => void
  isPrimary?: boolean
  isDanger?: boolean
  /** Why it cannot be done now. */
  reason?: string
}

const SHOWN_MAX = 3
const SHOWN_ON_PHONE_MAX = 1

/** The main actions as buttons and the rest behind «···»; on a phone only the first one is a button. */
export function ActionBar({ actions }: { actions: readonly Action[] }) {
  const isPhone = usePhone()
  const go = useGo()
  const max = isPhone ? SHOWN_ON_PHONE_MAX : SHOWN_MAX
  const shown = actions.slice(0, max)
  const folded = actions.slice(max)
  const run = ({ path, onRun }: Action) => (path ? go(path) : onRun?.())
  return (
    <div className={styles.bar}>
      {shown.map((action) => (
        <ReasonedButton
          key={action.key}
          type={action.isPrimary ? 'primary' : 'default'}
          danger={action.isDanger}
          icon={action.icon}
          reason={action.reason}
          onClick={() => run(action)}
        >
          {action.label}
        </ReasonedButton>
      ))}
      {folded.length > 0 && <FoldedActions actions={folded} onRun={run} />}
    </div>
  )
}

function FoldedActions(props: { actions: readonly Action[]; onRun: (action: Action) => void }) {
  const { actions, onRun } = props
  const t = useTexts('ui')
  return (
    <ActionMenu
      label={t('actions.more')}
      lines={actions.map((action) => ({ ...action, onRun: () => onRun(action) }))}
    >
      <Button icon={<EllipsisOutlined />} aria-label={t('actions.more')} aria-haspopup="menu" />
    </ActionMenu>
  )
}
