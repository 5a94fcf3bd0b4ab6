import { CompassOutlined } from '@ant-design/icons'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { EmptyState } from '../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'

/** An address that leads nowhere. */
export function NotFoundPage() {
  const t = useTexts('shell')
  return (
    <EmptyState
      icon={<CompassOutlined />}
      title={t('notFound.title')}
      text={t('notFound.text')}
      actions={[{ key: 'today', label: t('notFound.home'), path: paths.today(), isPrimary: true }]}
    />
  )
}

/** A page that could not be opened; trying again asks everything anew. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return <ErrorState error={error} onRetry={retry} />
}
