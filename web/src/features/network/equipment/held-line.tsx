import { type EquipmentUnit, listEquipment } from '@altyn/contract/network/equipment/units'
import { LIST_LIMIT_MAX } from '@altyn/contract/values'
import { DesktopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useCall } from '../../../lib/use-call.ts'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import styles from './equipment.module.css'
import { isToReturn, titleOf } from './equipment-words.tsx'

const SHOWN_MAX = 5

/** What stands on a contract, asked once for the contract and all its accounts. */
function useHeld(contractId: number): readonly EquipmentUnit[] {
  const can = usePermissions()
  const query = { contractId, limit: LIST_LIMIT_MAX }
  const answer = useCall(listEquipment, { query }, { isEnabled: can('equipment.read') })
  return answer.data?.items ?? []
}

type HeldLineProps = {
  contractId: number
  /** What the account has; without one, what stands on the contract as a whole. */
  accountId?: number
}

/** The equipment of an account or of a contract, in lines; each leads to its unit. */
export function HeldLine({ contractId, accountId }: HeldLineProps) {
  const t = useTexts('equipment')
  const [, change] = useUrlState()
  const own = useHeld(contractId).filter(({ holder }) => holder?.accountId === (accountId ?? null))
  const open = (panel?: string) => change({ tab: 'equipment', panel }, { isNewStep: true })
  if (own.length === 0) return null
  return (
    <div className={styles.held}>
      {own.slice(0, SHOWN_MAX).map((unit) => (
        <Button
          key={unit.id}
          type="link"
          size="small"
          icon={<DesktopOutlined className={styles.quiet} />}
          onClick={() => open(`unit-${unit.id}`)}
        >
          {titleOf(unit)}
          {unit.holder && ` · ${t(`terms.${unit.holder.terms}`)}`}
        </Button>
      ))}
      {own.length > SHOWN_MAX && (
        <Button type="link" size="small" onClick={() => open()}>
          {t('ofSubscriber.more', { count: own.length - SHOWN_MAX })}
        </Button>
      )}
    </div>
  )
}

type NotReturnedProps = { contractId: number; accountId?: number }

/** What has to come back before somebody leaves; nothing when all is here. */
export function NotReturned({ contractId, accountId }: NotReturnedProps) {
  const t = useTexts('equipment')
  const left = useHeld(contractId).filter(
    (unit) => isToReturn(unit) && (accountId === undefined || unit.holder?.accountId === accountId),
  )
  if (left.length === 0) return null
  const units = left.slice(0, SHOWN_MAX).map(titleOf).join(', ')
  return (
    <AlertLine
      tone="warn"
      title={t('ofSubscriber.notReturned', { count: left.length })}
      advice={units}
    />
  )
}
