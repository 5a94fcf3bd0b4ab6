import { StopOutlined } from '@ant-design/icons'
import { useTexts } from '../../../lib/i18n.ts'
import { ReasonedButton } from '../../../ui/actions/reasoned-button.tsx'
import { type SeenStation, useBarring } from './use-barring.ts'

/** Bars the device of a session or of a refused sign-in; absent without the right. */
export function BarButton({ seen }: { seen: SeenStation }) {
  const t = useTexts('barred')
  const bar = useBarring()
  if (!bar) return null
  return (
    <div>
      <ReasonedButton
        danger
        size="small"
        icon={<StopOutlined />}
        reason={seen.callingStation ? undefined : t('quick.noStation')}
        onClick={() => bar(seen)}
      >
        {t('quick.action')}
      </ReasonedButton>
    </div>
  )
}
