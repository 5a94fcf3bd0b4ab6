import { changeOperator, type Operator, type operatorForm } from '@altyn/contract/settings'
import type { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'

type OperatorChange = Partial<z.input<typeof operatorForm>>

/** Saves a part of the settings of an operator; the form shows what was refused. */
export function useOperatorChange({ id, version }: Operator) {
  const t = useTexts('settings')
  const change = useDeed(changeOperator, { done: t('saved'), isFailureShownByCaller: true })
  return (body: OperatorChange) => change.mutateAsync({ params: { id }, body, ifMatch: version })
}
