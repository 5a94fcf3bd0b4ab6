import { SafetyCertificateOutlined } from '@ant-design/icons'
import { formatCount } from '../../lib/format/quantity.ts'
import { findText, useLanguage, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { SkeletonLines } from '../../ui/feedback/skeleton.tsx'
import styles from './reports.module.css'
import type { TodayAnswer } from './today-answer.ts'

type Rejections = TodayAnswer['rejections']

/** Why sign-ins were refused in the last hour, the commonest reason first. */
export function RejectionsBox({ rejections }: { rejections: Rejections | undefined }) {
  const t = useTexts('reports')
  const can = usePermissions()
  const total = rejections?.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className={styles.box}>
      <header className={styles.boxHead}>
        <h2>{t('rejections.title')}</h2>
        {can('access.read') && <GoLink to={paths.authorisations()}>{t('rejections.all')}</GoLink>}
      </header>
      {!rejections && <SkeletonLines count={3} />}
      {total === 0 && (
        <p className={styles.calm}>
          <SafetyCertificateOutlined aria-hidden /> {t('rejections.none')}
        </p>
      )}
      {rejections && rejections.length > 0 && <ReasonBars rejections={rejections} />}
    </section>
  )
}

function ReasonBars({ rejections }: { rejections: Rejections }) {
  const [language] = useLanguage()
  const most = Math.max(...rejections.map(({ count }) => count))
  return (
    <ul className={styles.bars}>
      {rejections.map(({ reason, count }) => (
        <li key={reason}>
          <span>{findText('reports', `rejection.${reason}`) ?? reason}</span>
          <span className={styles.barCount}>{formatCount(count, language)}</span>
          <span className={styles.bar} aria-hidden>
            <span style={{ width: `${Math.max(2, (count / most) * 100)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  )
}
