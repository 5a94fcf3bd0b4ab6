import type { OwnReason, ReplyAttribute } from '@altyn/contract/access/reply'
import type { AttributeRow } from '@altyn/contract/network/attributes'
import { useTexts } from '../../../lib/i18n.ts'
import styles from './reply.module.css'

type ReplyAttributeLineProps = {
  attribute: ReplyAttribute
  whom: (row: AttributeRow) => string
}

/** One attribute of an answer: its values, why they are these, and what gave way to them. */
export function ReplyAttributeLine({ attribute, whom }: ReplyAttributeLineProps) {
  const t = useTexts('access')
  const ownWords = useOwnWords()
  const { name, tag, values, why, beaten, replaced, unsent } = attribute
  return (
    <li className={styles.line} data-unsent={values.length === 0}>
      <div className={styles.name}>
        <code>{tag === 0 ? name : `${name}:${tag}`}</code>
        <span className={styles.quiet}>
          {why.kind === 'row' ? t('reply.byRow', { whom: whom(why.row) }) : ownWords(why)}
        </span>
      </div>
      <code className={styles.values}>{values.join('\n')}</code>
      <ul className={styles.remarks}>
        {replaced.map(({ value, why: own }) => (
          <li key={value}>{t('reply.replaced', { value, why: ownWords(own) })}</li>
        ))}
        {beaten.map(({ row, because }) => (
          <li key={row.id}>
            {t(`reply.beaten.${because}`, {
              value: row.value.split('\n').join(', '),
              whom: whom(row),
            })}
          </li>
        ))}
        {unsent.map(({ value, missing }) => (
          <li key={value} className={styles.unsent}>
            {missing === null
              ? t('reply.doesNotFit', { value })
              : t('reply.missing', { value, word: missing })}
          </li>
        ))}
      </ul>
    </li>
  )
}

/** Why the program itself gives an attribute. */
function useOwnWords(): (why: OwnReason) => string {
  const t = useTexts('access')
  return (why) => {
    if (why.kind === 'timer') return t(`reply.why.timer-${why.of}`)
    if (why.kind === 'speed') return t(`reply.why.speed-${why.cause.kind}`)
    if (why.kind === 'service') return t(`reply.why.service-${why.by}`, { title: why.title })
    return t(`reply.why.${why.kind}`)
  }
}
