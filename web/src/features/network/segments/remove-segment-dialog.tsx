import { removeSegment, type Segment } from '@altyn/contract/network/segments'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { fillOf } from './fill-tone.ts'

type RemoveSegmentDialogProps = { segment: Segment; onClose: () => void }

/** Removes a segment after telling how many addresses are in use. */
export function RemoveSegmentDialog({ segment, onClose }: RemoveSegmentDialogProps) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const remove = useDeed(removeSegment, {
    done: t('segments.removed', { network: segment.network }),
    isFailureShownByCaller: true,
  })
  const { taken } = fillOf(segment)
  return (
    <ConfirmDialog
      isOpen
      title={t('segments.removeTitle', { name: segment.name })}
      confirmLabel={t('segments.remove')}
      isDanger
      onConfirm={() => remove.mutateAsync({ params: { id: segment.id } })}
      onClose={onClose}
    >
      {segment.isContainer ? (
        <p>{t('segments.removeContainer')}</p>
      ) : (
        <>
          {taken > 0 && (
            <AlertLine
              tone="warn"
              title={t('segments.removeLeased', {
                count: taken,
                shown: formatCount(taken, language),
              })}
            />
          )}
          <p>{t('segments.removeEffect', { network: segment.network })}</p>
        </>
      )}
    </ConfirmDialog>
  )
}
