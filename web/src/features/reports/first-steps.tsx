import { CheckOutlined } from '@ant-design/icons'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { type Permission, usePermissions } from '../../lib/permissions.ts'
import { ActionBar } from '../../ui/actions/action-bar.tsx'
import styles from './reports.module.css'
import type { TodayAnswer } from './today-answer.ts'

type Steps = TodayAnswer['firstSteps']
type Step = Steps[number]['step']

/** The form that takes each step, and who may take it. */
const WAYS: Record<Step, { path: string; permission: Permission }> = {
  operator: { path: paths.operator(), permission: 'settings.change' },
  tariff: { path: paths.tariffs({ panel: 'create' }), permission: 'catalogue.change' },
  nas: { path: paths.agents({ panel: 'nas' }), permission: 'network.change' },
  segment: { path: paths.addresses({ panel: 'create' }), permission: 'network.change' },
  subscriber: { path: paths.subscribers({ panel: 'create' }), permission: 'subscribers.change' },
  account: { path: paths.subscribers(), permission: 'accounts.change' },
  payment: { path: paths.payments({ panel: 'accept' }), permission: 'payments.accept' },
}

/** What a new house still has to do, each step leading to its form; gone once the house stands. */
export function FirstSteps({ steps }: { steps: Steps }) {
  const t = useTexts('reports')
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)?.step
  if (!next) return null
  return (
    <section className={styles.steps} aria-label={t('steps.title')}>
      <header className={styles.stepsHead}>
        <div>
          <h2>{t('steps.title')}</h2>
          <p className={styles.boxNote}>{t('steps.text')}</p>
        </div>
        <span className={styles.boxNote}>{t('steps.done', { done, all: steps.length })}</span>
      </header>
      <div className={styles.stepsBar} aria-hidden>
        <span style={{ width: `${(done / steps.length) * 100}%` }} />
      </div>
      <ol className={styles.stepList}>
        {steps.map(({ step, isDone }, index) => (
          <StepLine
            key={step}
            step={step}
            number={index + 1}
            isDone={isDone}
            isNext={step === next}
          />
        ))}
      </ol>
    </section>
  )
}

type StepLineProps = { step: Step; number: number; isDone: boolean; isNext: boolean }

function StepLine({ step, number, isDone, isNext }: StepLineProps) {
  const t = useTexts('reports')
  const can = usePermissions()
  const { path, permission } = WAYS[step]
  return (
    <li className={styles.step} data-done={isDone} data-next={isNext}>
      <span className={styles.stepMark} aria-hidden>
        {isDone ? <CheckOutlined /> : number}
      </span>
      <div className={styles.stepWords}>
        <span className={styles.stepTitle}>{t(`step.${step}.title`)}</span>
        {!isDone && <span className={styles.boxNote}>{t(`step.${step}.text`)}</span>}
      </div>
      {!isDone && can(permission) && (
        <ActionBar
          actions={[{ key: step, label: t(`step.${step}.action`), path, isPrimary: isNext }]}
        />
      )}
    </li>
  )
}
