import { CheckOutlined } from '@ant-design/icons'
import { useTexts } from '../../../lib/i18n.ts'
import styles from './card.module.css'

const STEPS = ['subscriber', 'contract', 'account'] as const

/** Where one stands on the way from a stranger to a working account. */
export function AddSteps({ current }: { current: (typeof STEPS)[number] }) {
  const t = useTexts('subscribers')
  const at = STEPS.indexOf(current)
  return (
    <ol className={styles.steps} aria-label={t('steps.title')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          data-state={index < at ? 'done' : index === at ? 'current' : 'next'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span aria-hidden>{index < at ? <CheckOutlined /> : index + 1}</span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
