import { Button, Drawer, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { usePhone } from '../../lib/browser/media.ts'
import { useTexts } from '../../lib/i18n.ts'
import { DraftFields } from '../fields/draft-form.tsx'
import { type DraftFormOptions, useDraftForm } from '../fields/use-draft-form.ts'
import styles from './pages.module.css'

const WIDTH = 480

type SideFormProps<Schema extends z.ZodType> = DraftFormOptions<Schema> & {
  title: string
  /** The verb of the deed: «Принять платёж». */
  saveLabel: string
  /** The way out when there is nothing to call off: «Закрыть». */
  closeLabel?: string
  isDanger?: boolean
  /** What the deed will do, shown above the buttons. */
  effect?: ReactNode
  /** Why it cannot be saved now. */
  reason?: string
  width?: number
  onClose: () => void
  children: ReactNode
}

/** The page kind for creating and editing: a drawer beside the page, and the whole page on a phone. */
export function SideForm<Schema extends z.ZodType>(props: SideFormProps<Schema>) {
  const { title, saveLabel, isDanger, effect, reason, width = WIDTH, onClose, children } = props
  const t = useTexts('ui')
  const isPhone = usePhone()
  const whole = useDraftForm({ ...props, onSaved: props.onSaved ?? onClose })
  // What the button refuses, `Ctrl+Enter` refuses too.
  const draft = reason === undefined ? whole : { ...whole, save: async () => {} }
  const close = () => draft.tryLeave(onClose)
  return (
    <Drawer
      open
      title={title}
      size={isPhone ? '100%' : width}
      onClose={close}
      mask={{ closable: !draft.isDirty }}
      afterOpenChange={(isOpen) => {
        if (isOpen) focusFirstField()
      }}
      footer={
        <div className={styles.formFoot}>
          {effect}
          <div className={styles.formButtons}>
            <Tooltip title={reason ?? t('form.saveHint')}>
              <Button
                type="primary"
                danger={isDanger}
                loading={draft.isSaving}
                disabled={reason !== undefined}
                onClick={() => void draft.save()}
              >
                {saveLabel}
              </Button>
            </Tooltip>
            <Button onClick={close}>{props.closeLabel ?? t('actions.cancel')}</Button>
          </div>
        </div>
      }
    >
      <DraftFields draft={draft}>{children}</DraftFields>
    </Drawer>
  )
}

/** Whoever is quicker than the drawer is not taken out of the field they are in. */
function focusFirstField(): void {
  if (document.querySelector('.ant-drawer-body :focus')) return
  document
    .querySelector<HTMLElement>(
      '.ant-drawer-body :is(input, textarea):not([type="hidden"], [type="radio"])',
    )
    ?.focus()
}
