import type { SubscriberCard } from '@altyn/contract/reports'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import styles from '../../../ui/groups/groups.module.css'

type ContractGroupTagsProps = { groups: SubscriberCard['contracts'][number]['groups'] }

/** The groups that a contract is in, each a way to the group; nothing when it is in none. */
export function ContractGroupTags({ groups }: ContractGroupTagsProps) {
  const t = useTexts('subscribers')
  if (groups.length === 0) return null
  return (
    <div className={styles.tags}>
      <span className={styles.quiet}>{t('groups.ofContract')}</span>
      {groups.map(({ id, name, isArchived }) => (
        <span key={id} className={styles.member}>
          <GoLink to={paths.contractGroups({ group: id })}>{name}</GoLink>
          {isArchived && <span className={styles.quiet}>({t('groups.archivedShort')})</span>}
        </span>
      ))}
    </div>
  )
}
