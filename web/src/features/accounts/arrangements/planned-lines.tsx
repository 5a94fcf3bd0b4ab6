import { cancelPlannedAction, type PlannedAction } from '@altyn/contract/accounts/planned'
import { useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { PlannedActions } from '../../../ui/pieces/planned-actions.tsx'

/** What is planned, the nearest first, each with a way to call it off. */
export function PlannedLines({ actions }: { actions: readonly PlannedAction[] }) {
  const t = useTexts('accounts')
  const zone = useZone()
  const can = usePermissions()
  const words = usePlannedWords()
  const cancel = useDeed(cancelPlannedAction, {
    done: t('planned.cancelled'),
    refresh: ['/api/ledger', '/api/blocking'],
  })
  return (
    <PlannedActions
      actions={actions.map((action) => ({
        key: action.key,
        day: Temporal.Instant.from(action.dueAt).toZonedDateTimeISO(zone).toPlainDate().toString(),
        at: isStartOfDay(action.dueAt, zone) ? undefined : action.dueAt,
        text: words(action),
        onCancel: can('accounts.change')
          ? () => cancel.mutate({ body: { key: action.key } })
          : undefined,
        cancelReason: cancel.isPending ? t('planned.cancelling') : undefined,
      }))}
    />
  )
}

/** «Смена тарифа → „Интернет 300“». */
export function usePlannedWords(): (action: PlannedAction) => string {
  const t = useTexts('accounts')
  return ({ kind, details, reason }) => {
    const { blockKind = 'staff', title = '', pauseTemplateId } = details
    const name = { name: title }
    const words =
      kind === 'block' || kind === 'unblock'
        ? t(`planned.${pauseTemplateId ? 'pause' : blockKind}.${kind}`)
        : t(`planned.${kind}`, name)
    return reason ? `${words} · ${reason}` : words
  }
}

function isStartOfDay(instant: string, zone: string): boolean {
  const moment = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  return moment.equals(moment.startOfDay())
}
