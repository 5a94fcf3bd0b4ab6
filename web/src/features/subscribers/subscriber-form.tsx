import { changeSubscriber, registerSubscriber, type Subscriber } from '@altyn/contract/subscribers'
import { type ReactNode, useRef } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { subscriberDraft, toSubscriberBody, toSubscriberDraft } from './subscriber-draft.ts'
import { SubscriberFields } from './subscriber-fields.tsx'

const WIDTH = 560

type SubscriberFormProps = {
  /** The card to change; a new one when left out. */
  subscriber?: Subscriber
  /** Where one stands when the subscriber is being added in one go. */
  steps?: ReactNode
  onDone: (subscriber: Subscriber) => void
  onClose: () => void
}

/** Registers a subscriber or changes a card: who it is, how to reach them, where they live. */
export function SubscriberForm({ subscriber, steps, onDone, onClose }: SubscriberFormProps) {
  const t = useTexts('subscribers')
  const saved = useRef<Subscriber>(undefined)
  const register = useDeed(registerSubscriber, {
    done: ({ name }) => t('add.done', { name }),
    isFailureShownByCaller: true,
  })
  const change = useDeed(changeSubscriber, { done: t('edit.done'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={t(subscriber ? 'edit.title' : 'add.title')}
      saveLabel={t(subscriber ? 'edit.save' : 'add.save')}
      width={WIDTH}
      schema={subscriberDraft}
      initial={toSubscriberDraft(subscriber)}
      onSave={async (values) => {
        const body = toSubscriberBody(values)
        saved.current = subscriber
          ? await change.mutateAsync({
              params: { id: subscriber.id },
              ifMatch: subscriber.version,
              body,
            })
          : await register.mutateAsync({ body })
      }}
      onSaved={() => saved.current && onDone(saved.current)}
      onClose={onClose}
    >
      {steps}
      <SubscriberFields />
    </SideForm>
  )
}
