import { Button, type ButtonProps, Tooltip } from 'antd'
import styles from './actions.module.css'

type ReasonedButtonProps = Omit<ButtonProps, 'disabled'> & {
  /** Why the button cannot be pressed now. Without a reason it can. */
  reason?: string
  /** What the button does, when its face is only an icon. */
  hint?: string
}

/**
 * A button that is never disabled without saying why. It keeps the focus while disabled, so
 * that the reason is found with the keyboard and by a screen reader as well.
 */
export function ReasonedButton({ reason, hint, onClick, ...rest }: ReasonedButtonProps) {
  const button = (
    <Button
      {...rest}
      aria-label={rest['aria-label'] ?? hint}
      aria-disabled={reason ? true : undefined}
      className={[rest.className, reason && styles.unavailable].filter(Boolean).join(' ')}
      onClick={reason ? (event) => event.preventDefault() : onClick}
      htmlType={reason ? 'button' : rest.htmlType}
    />
  )
  if (!reason && !hint) return button
  return <Tooltip title={reason ?? hint}>{button}</Tooltip>
}
