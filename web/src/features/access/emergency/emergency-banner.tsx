import { type Emergency, endEmergency, listEmergencies } from '@altyn/contract/access/emergency'
import { WarningFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { formatInstant } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import styles from './emergency.module.css'

const LOOK_MILLISECONDS = 60_000

/** On every page while money is not asked for: until when, why, and the way back. */
export function EmergencyBanner() {
  const can = usePermissions()
  const { data } = useCall(listEmergencies, undefined, {
    isEnabled: can('access.read'),
    everyMilliseconds: LOOK_MILLISECONDS,
  })
  const current = data?.items.find(({ isOn }) => isOn)
  return current ? <Banner emergency={current} /> : null
}

function Banner({ emergency }: { emergency: Emergency }) {
  const t = useTexts('access')
  const [language] = useLanguage()
  const zone = useZone()
  const can = usePermissions()
  const end = useDeed(endEmergency, { done: t('emergency.ended') })
  return (
    <div className={styles.banner} role="status">
      <WarningFilled aria-hidden />
      <span>
        {t('emergency.banner', { until: formatInstant(emergency.until, zone, language) })}{' '}
        {emergency.reason}
      </span>
      {can('access.emergency') && (
        <Button
          size="small"
          loading={end.isPending}
          onClick={() => end.mutate({ params: { id: emergency.id } })}
        >
          {t('emergency.end')}
        </Button>
      )}
    </div>
  )
}
