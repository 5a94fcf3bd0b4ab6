import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { ErrorState } from '../feedback/error-state.tsx'
import { SkeletonLines } from '../feedback/skeleton.tsx'
import { DraftFields } from '../fields/draft-form.tsx'
import { type DraftFormOptions, useDraftForm } from '../fields/use-draft-form.ts'
import { PageHeader, type PageHeaderProps } from './page-header.tsx'
import styles from './pages.module.css'

type SettingsPageProps = PageHeaderProps & {
  /** Sections of the page: `SettingsForm` for what is edited in place, anything else for tables. */
  children: ReactNode
  isLoading?: boolean
  error?: unknown
  onRetry?: () => void
}

/** The page kind for settings: sections with their help at the left and their values at the right. */
export function SettingsPage(props: SettingsPageProps) {
  const { children, isLoading, error, onRetry, ...header } = props
  return (
    <div className={styles.cardPage}>
      <PageHeader {...header} />
      {error ? (
        <ErrorState error={error} onRetry={onRetry} />
      ) : isLoading ? (
        <SkeletonLines count={10} />
      ) : (
        children
      )}
    </div>
  )
}

type SettingsSectionProps = {
  title: string
  help?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A section of settings: what it is for at the left, the values at the right. */
export function SettingsSection({ title, help, actions, children }: SettingsSectionProps) {
  return (
    <section className={styles.settingsSection}>
      <div className={styles.settingsHelp}>
        <h2>{title}</h2>
        {help && <p>{help}</p>}
        {actions}
      </div>
      <div className={styles.panel}>{children}</div>
    </section>
  )
}

type SettingsFormProps<Schema extends z.ZodType> = DraftFormOptions<Schema> & {
  /** Why nothing can be changed here. */
  reason?: string
  children: ReactNode
}

/** Settings that are edited in place; the buttons appear with the first change. */
export function SettingsForm<Schema extends z.ZodType>(props: SettingsFormProps<Schema>) {
  const t = useTexts('ui')
  const draft = useDraftForm(props)
  return (
    <DraftFields draft={draft}>
      <fieldset className={styles.plain} disabled={props.reason !== undefined}>
        {props.children}
      </fieldset>
      {props.reason && <p className={styles.subtitle}>{props.reason}</p>}
      {draft.isDirty && (
        <div className={styles.formButtons}>
          <Button
            type="primary"
            loading={draft.isSaving}
            // Leaving a field may add a line to it and move this button away from under the press.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void draft.save()}
          >
            {t('actions.save')}
          </Button>
          <Button onClick={draft.reset}>{t('form.discard')}</Button>
        </div>
      )}
    </DraftFields>
  )
}
